import { changePage, changesQuery } from "../../domain/expenses/expense";
import { operation } from "../operation";

/** Changes of the ledger since a reading, so that a page can update itself without reading everything again. */
export const listChanges = operation({
  route: "GET /expenses/changes",
  summary: "List changed expenses, oldest change first",
  role: "viewer",
  query: changesQuery,
  answers: { 200: changePage },
  refusals: [410],
  uses: { "expenses.ledgerChanges": ["Query"], expenses: ["BatchGetItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { LedgerChanges } = await import("../../domain/expenses/ledgerChanges.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { RESTORE_NOTE, restoredAtOf } = await import("../../domain/ledgers/restoreNotes.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { changesQuery } = await import("../../domain/expenses/expense.js");

    const changes = new LedgerChanges(documentClient(), env.expenses);

    return apiHandler(
      env,
      async (event, { ledger }, _hasTime, items) => {
        const request = parseQuery(event, changesQuery);
        const page = await changes.page(ledger.id, request, new Date(), restoredAtOf(items));
        return { status: 200, body: { ...page, ledgerVersion: ledger.version } };
      },
      RESTORE_NOTE,
    );
  },
});
