export interface GetTotalsEnv {
  expensesTable: string;
  ledgersTable: string;
  siteOrigin: string;
}

/** `GET /admin/totals`: what each ledger spent in a month. */
export const getTotals = (env: GetTotalsEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { totalsQuery } = await import("../../domain/ledgers/totalsSchemas.js");
  const { adminHandler } = await import("../../domain/http/adminHandler.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { parseQuery } = await import("../../domain/http/apiHandler.js");
  const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
  const { totalsOf } = await import("../../domain/ledgers/ledgerTotals.js");

  const db = documentClient();
  const expenses = new ExpenseRepository(db, env.expensesTable);
  const ledgers = new LedgerRepository(db, env.ledgersTable);

  return adminHandler(env.siteOrigin, async (event) => {
    const { month, cursor } = parseQuery(event, totalsQuery);
    return { status: 200, body: await totalsOf(month, cursor, { expenses, ledgers }) };
  });
};
