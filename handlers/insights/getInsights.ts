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
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { trendMonths } = await import("../../domain/digests/trends.js");
    const { historiesOf } = await import("../../domain/insights/spendingHistory.js");
    const { HISTORY_MONTHS, insightsAnswer } = await import("../../domain/insights/insightAnswers.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");
    const { RuleRepository } = await import("../../domain/recurring/ruleRepository.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const digests = monthDigestsOf(env);
    const rules = new RuleRepository(documentClient(), env.ledgers);
    const users = new UserSettingsRepository(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { user, ledger }, hasTime) => {
      const now = new Date();
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const months = trendMonths(HISTORY_MONTHS + 1, today);
      const [sums, planned, { settings }] = await Promise.all([
        digests.read(ledger.id, months, { now, hasTime }),
        rules.list(ledger.id),
        users.read({ id: user.id, settings: {} }),
      ]);
      const quiet = (settings.quietInsights ?? []).filter(
        ({ until }) => until === undefined || until > today,
      );
      const keys = quiet.map(({ key }) => key);
      const names = planned.map(({ content }) => content.merchant ?? content.description);
      const histories = historiesOf(sums, names, today);
      return { status: 200, body: insightsAnswer(histories, today, (key) => keys.includes(key)) };
    });
  },
});
