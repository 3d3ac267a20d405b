import { insights } from "../../domain/insights/insightSchemas";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** The insights of the ledger, without those that the user dismissed. */
export const getInsights = operation({
  route: "GET /insights",
  summary: "Read the forecast of the month, findings and recurring charges",
  role: "viewer",
  answers: { 200: insights },
  uses: { ...SUMMING, ledgers: [...SUMMING.ledgers, "Query"] },
  settings: ["timezone"],
  // As long as API Gateway waits: months that were never summed take longest.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { budgetInsights, foretellBudgets } = await import("../../domain/budgets/budgetForecast.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { keptBudgets } = await import("../../domain/budgets/budgetSums.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { historiesOf, historyMonths } = await import("../../domain/insights/spendingHistory.js");
    const { insightsAnswer } = await import("../../domain/insights/insightAnswers.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");
    const { RuleRepository } = await import("../../domain/recurring/ruleRepository.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const digests = monthDigestsOf(env);
    const store = new BudgetStore(documentClient(), env.ledgers);
    const rules = new RuleRepository(documentClient(), env.ledgers);
    const users = new UserSettingsRepository(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { user, ledger }, hasTime) => {
      const now = new Date();
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const read = (months: readonly string[]) => digests.read(ledger.id, months, { now, hasTime });
      const [sums, planned, { budgets }, { settings }] = await Promise.all([
        read(historyMonths(today)),
        rules.list(ledger.id),
        store.read(ledger.id),
        users.read({ id: user.id, settings: {} }),
      ]);
      const quiet = (settings.quietInsights ?? []).filter(
        ({ until }) => until === undefined || until > today,
      );
      const keys = quiet.map(({ key }) => key);
      const names = planned.map(({ content }) => content.merchant ?? content.description);
      const histories = historiesOf(sums, names, today);
      const foretold = await foretellBudgets(keptBudgets(budgets), { sums, histories }, today, read);
      const body = insightsAnswer(
        histories,
        today,
        (key) => keys.includes(key),
        (currency) => budgetInsights(foretold, currency),
      );
      return { status: 200, body };
    });
  },
});
