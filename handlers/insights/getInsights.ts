import { insights } from "../../domain/insights/insightSchemas";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** The insights of the ledger, without those that the user has dismissed. */
export const getInsights = operation({
  route: "GET /insights",
  summary: "Get insights: forecasts of the month and of budgets, findings and recurring charges",
  role: "viewer",
  answers: { 200: insights },
  uses: { ...SUMMING, ledgers: [...SUMMING.ledgers, "Query"] },
  settings: ["timezone"],
  // As long as API Gateway waits: months that were never summed take longest.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { budgetInsights } = await import("../../domain/budgets/budgetForecast.js");
    const { budgetBookOf } = await import("../../domain/budgets/budgetStore.js");
    const { insightReaderOf } = await import("../../domain/budgets/insightReader.js");
    const { insightsAnswer } = await import("../../domain/insights/insightAnswers.js");
    const { quietOn } = await import("../../domain/insights/quietKeys.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { BUDGETS, USER_SETTINGS } = await import("../../domain/ledgers/ledgerKeys.js");
    const { userSettingsOf } = await import("../../domain/ledgers/userSettings.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const reader = insightReaderOf(env);

    return apiHandler(
      env,
      async (_event, { ledger }, hasTime, items) => {
        const now = new Date();
        const today = dayIn(defaultsOf(ledger, env).timezone, now);
        const book = budgetBookOf(items.get(BUDGETS));
        const { histories, budgets } = await reader.read(ledger, today, { now, hasTime }, book);
        const { settings } = userSettingsOf(items.get(USER_SETTINGS), { settings: {} });
        const budgetsIn = (currency: string) => budgetInsights(budgets, currency);
        const isQuiet = quietOn(settings, today, ledger.id);
        return { status: 200, body: insightsAnswer(histories, today, isQuiet, budgetsIn) };
      },
      { user: [USER_SETTINGS], ledger: [BUDGETS] },
    );
  },
});
