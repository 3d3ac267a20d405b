import { budgetList } from "../../domain/budgets/budgetSchemas";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** The budgets of the ledger, each with the state of its running period. */
export const listBudgets = operation({
  route: "GET /budgets",
  summary: "List the budgets of the ledger with their current periods",
  role: "viewer",
  answers: { 200: budgetList },
  uses: { ...SUMMING, ledgers: [...SUMMING.ledgers, "Query"] },
  settings: ["timezone"],
  // As long as API Gateway waits: months that were never summed take longest.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { shownBudgets } = await import("../../domain/budgets/budgetAnswers.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { foretellBudgets } = await import("../../domain/budgets/budgetForecast.js");
    const { keptBudgets } = await import("../../domain/budgets/budgetSums.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { PlanReader } = await import("../../domain/insights/planReader.js");
    const { historiesOf, historyMonths } = await import("../../domain/insights/spendingHistory.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const store = new BudgetStore(documentClient(), env.ledgers);
    const planReader = new PlanReader(documentClient(), env);
    const digests = monthDigestsOf(env);

    return apiHandler(env, async (_event, { ledger }, hasTime) => {
      const now = new Date();
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const budgets = keptBudgets((await store.read(ledger.id)).budgets);
      const read = (months: readonly string[]) => digests.read(ledger.id, months, { now, hasTime });
      if (budgets.length === 0) return { status: 200, body: { today, budgets: [] } };
      const [sums, plans] = await Promise.all([
        read(historyMonths(today)),
        planReader.read(ledger.id, today),
      ]);
      const known = { sums, histories: historiesOf(sums, plans, today, ledger.settings.oneOffs ?? []) };
      const foretold = await foretellBudgets(budgets, known, today, read);
      return { status: 200, body: { today, budgets: shownBudgets(budgets, foretold, today) } };
    });
  },
});
