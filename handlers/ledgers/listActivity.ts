import { activityPage, activityQuery } from "../../domain/ledgers/activitySchemas";
import { operation } from "../operation";

/** The latest changes in the ledger, and who made them. */
export const listActivity = operation({
  route: "GET /activity",
  summary: "List the activity of the ledger, newest first",
  role: "viewer",
  query: activityQuery,
  answers: { 200: activityPage },
  uses: { "expenses.ledgerChanges": ["Query"], expenses: ["BatchGetItem"], ledgers: ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { LedgerChanges } = await import("../../domain/expenses/ledgerChanges.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { Activity } = await import("../../domain/ledgers/activity.js");
    const { activityQuery } = await import("../../domain/ledgers/activitySchemas.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { LedgerActLog } = await import("../../domain/ledgers/ledgerActLog.js");

    const db = documentClient();
    const activity = new Activity(new LedgerChanges(db, env.expenses), new LedgerActLog(db, env.ledgers));

    return apiHandler(env, async (event, { ledger }) => {
      const request = parseQuery(event, activityQuery);
      return { status: 200, body: await activity.page(ledger, request, new Date()) };
    });
  },
});
