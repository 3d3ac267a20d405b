import { ledgerList } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** The user's own ledger, and those that they are a member of. */
export const listLedgers = operation({
  route: "GET /ledgers",
  summary: "List the user's ledgers, their own first",
  role: "user",
  answers: { 200: ledgerList },
  uses: { ledgers: ["Query"] },
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { summaryOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (_event, { user, ledger }) => {
      const found = [ledger, ...(await ledgers.of(user.id, new Date()))];
      return { status: 200, body: { ledgers: found.map((one) => summaryOf(one, user.id)) } };
    });
  },
});
