import { summaryQuery } from "../../domain/digests/sumRequests";
import { summaryAnswer } from "../../domain/expenses/summary";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** The sums of a month, compared with the month before, or of some days. */
export const getSummary = operation({
  route: "GET /summary",
  summary: "Get the totals of a month or of some days",
  role: "viewer",
  query: summaryQuery,
  answers: { 200: summaryAnswer },
  uses: SUMMING,
  settings: ["timezone"],
  // As long as API Gateway waits: months that were never summed take longest.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { sumsOf } = await import("../../domain/digests/periodSums.js");
    const { monthsOf, periodOf, summaryQuery } = await import("../../domain/digests/sumRequests.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const digests = monthDigestsOf(env);

    return apiHandler(env, async (event, { ledger }, hasTime) => {
      const now = new Date();
      const { timezone } = defaultsOf(ledger, env);
      const period = periodOf(parseQuery(event, summaryQuery), dayIn(timezone, now));
      const months = await digests.read(ledger.id, monthsOf(period), { now, hasTime });
      return { status: 200, body: sumsOf(period, months) };
    });
  },
});
