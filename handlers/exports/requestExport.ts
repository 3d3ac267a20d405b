import { exportStatus } from "../../domain/exports/exportSchemas";
import { operation } from "../operation";

/** Has all data of the user's ledger written into files. */
export const requestExport = operation({
  route: "POST /exports",
  summary: "Request an export of all my data",
  role: "user",
  answers: { 202: exportStatus },
  uses: { ledgers: ["PutItem", "UpdateItem"], exportLedger: ["InvokeFunction"] },
  handler: (env) => async () => {
    const { ulid } = await import("ulid");
    const { AsyncInvoker } = await import("../../domain/aws/functions.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { ExportLog } = await import("../../domain/exports/exportLog.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const db = documentClient();
    const ledgers = new LedgerRepository(db, env.ledgers);
    const log = new ExportLog(db, env.ledgers);
    const functions = new AsyncInvoker();

    return apiHandler(env, async (event, { ledger }) => {
      const exportId = ulid();
      // Without it nobody would find the ledger if its user were deleted in Cognito.
      if (!ledger.exists) await ledgers.make(ledger, new Date());
      await log.save(ledger.id, exportId, "making", new Date());
      await functions.start(env.exportLedger, { ledgerId: ledger.id, exportId });
      return {
        status: 202,
        body: { exportId, state: "making" },
        headers: { Location: `${event.requestContext.path}/${exportId}`, "Retry-After": "2" },
      };
    });
  },
});
