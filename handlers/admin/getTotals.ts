import { totalsPage, totalsQuery } from "../../domain/ledgers/totalsSchemas";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** Totals of each ledger for a month. */
export const getTotals = operation({
  route: "GET /admin/totals",
  summary: "Get the totals of a month by ledger",
  role: "admin",
  query: totalsQuery,
  answers: { 200: totalsPage },
  uses: { ...SUMMING, "ledgers.byKind": ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { totalsQuery } = await import("../../domain/ledgers/totalsSchemas.js");
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { totalsOf } = await import("../../domain/digests/ledgerTotals.js");

    const digests = monthDigestsOf(env);
    const ledgers = new LedgerRepository(documentClient(), env.ledgers);

    return adminHandler(env, async (event, _principal, hasTime) => {
      const { month, cursor } = parseQuery(event, totalsQuery);
      const reading = { now: new Date(), hasTime };
      return { status: 200, body: await totalsOf(month, cursor, { digests, ledgers }, reading) };
    });
  },
});
