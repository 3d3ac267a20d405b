import { totalsPage, totalsQuery } from "../../domain/ledgers/totalsSchemas";
import { operation } from "../operation";

/** Total of each ledger for a month. */
export const getTotals = operation({
  route: "GET /admin/totals",
  summary: "Get the totals of a month by ledger",
  role: "admin",
  query: totalsQuery,
  answers: { 200: totalsPage },
  uses: { "expenses.list": ["Query"], "ledgers.byKind": ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { totalsQuery } = await import("../../domain/ledgers/totalsSchemas.js");
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { totalsOf } = await import("../../domain/ledgers/ledgerTotals.js");

    const db = documentClient();
    const expenses = new ExpenseRepository(db, env.expenses);
    const ledgers = new LedgerRepository(db, env.ledgers);

    return adminHandler(env, async (event, _principal, hasTime) => {
      const { month, cursor } = parseQuery(event, totalsQuery);
      return { status: 200, body: await totalsOf(month, cursor, { expenses, ledgers, hasTime }) };
    });
  },
});
