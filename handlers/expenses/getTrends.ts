import { trendsQuery } from "../../domain/digests/sumRequests";
import { trends } from "../../domain/digests/trendSchemas";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** The sums of the last months, by category, tag, merchant and person. */
export const getTrends = operation({
  route: "GET /trends",
  summary: "Get the totals of the last months",
  role: "viewer",
  query: trendsQuery,
  answers: { 200: trends },
  uses: SUMMING,
  settings: ["timezone"],
  // As long as API Gateway waits: months that were never summed take longest.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { trendsQuery } = await import("../../domain/digests/sumRequests.js");
    const { trendMonths, trendsOf } = await import("../../domain/digests/trends.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const digests = monthDigestsOf(env);

    return apiHandler(env, async (event, { ledger }, hasTime) => {
      const now = new Date();
      const { months } = parseQuery(event, trendsQuery);
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const sums = await digests.read(ledger.id, trendMonths(months, today), { now, hasTime });
      return { status: 200, body: trendsOf(sums, today) };
    });
  },
});
