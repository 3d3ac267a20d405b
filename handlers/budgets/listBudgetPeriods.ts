import { budgetPeriodList } from "../../domain/budgets/budgetSchemas";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** The running period of a budget and earlier ones, by the terms that held in each. */
export const listBudgetPeriods = operation({
  route: "GET /budgets/{id}/periods",
  summary: "List the periods of a budget, newest first",
  role: "viewer",
  answers: { 200: budgetPeriodList },
  refusals: [404],
  uses: SUMMING,
  settings: ["timezone"],
  // As long as API Gateway waits: months that were never summed take longest.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { shownPeriods } = await import("../../domain/budgets/budgetAnswers.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { keptBudgets, sumBudgets } = await import("../../domain/budgets/budgetSums.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { dayIn } = await import("../../domain/values/day.js");
    const { MAX_BUDGET_PERIODS } = await import("../../domain/values/limits.js");

    const store = new BudgetStore(documentClient(), env.ledgers);
    const digests = monthDigestsOf(env);

    return apiHandler(env, async (event, { ledger }, hasTime) => {
      const now = new Date();
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const { budgets } = await store.read(ledger.id);
      const found = keptBudgets(budgets).filter(([id]) => id === event.pathParameters?.id);
      if (found.length === 0) throw new ApiError("budget.notFound");
      const read = (months: readonly string[]) => digests.read(ledger.id, months, { now, hasTime });
      const [summed] = await sumBudgets(found, today, MAX_BUDGET_PERIODS, read);
      return { status: 200, body: shownPeriods(summed?.periods ?? []) };
    });
  },
});
