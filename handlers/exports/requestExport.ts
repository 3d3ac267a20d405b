import { exportStatus } from "../../domain/exports/exportSchemas";
import { operation } from "../operation";

/**
 * Starts the export of all data of the user's ledger into files, one at a time. Returns an export that is already under
 * way.
 */
export const requestExport = operation({
  route: "POST /exports",
  summary: "Request an export of all data of the user",
  role: "viewer",
  answers: { 202: exportStatus },
  refusals: [409],
  uses: {
    ledgers: ["PutItem", "UpdateItem", "DeleteItem", "Query"],
    exportLedger: ["InvokeFunction"],
  },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { FunctionInvoker } = await import("../../domain/aws/functions.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { ExportLog } = await import("../../domain/exports/exportLog.js");
    const { ExportRequests } = await import("../../domain/exports/exportRequests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");

    const db = documentClient();
    const ledgers = new LedgerRepository(db, env.ledgers);
    const functions = new FunctionInvoker();
    const requests = new ExportRequests({
      db,
      table: env.ledgers,
      log: new ExportLog(db, env.ledgers),
      quotas: new Quotas(db, env.ledgers, env.quotas),
      start: (request) => functions.start(env.exportLedger, request),
    });

    return apiHandler(env, async (event, { ledger, user }) => {
      // Without a profile, nothing would find the ledger if its user were deleted in Cognito.
      if (!ledger.exists) await ledgers.make(ledger, new Date());
      const exportId = await requests.running(ledger.id, user.id);
      return {
        status: 202,
        body: { exportId, state: "making" },
        headers: { Location: `${event.requestContext.path}/${exportId}`, "Retry-After": "2" },
      };
    });
  },
});
