import type { ExportFormat, ExportStatus } from "../../domain/exports/exportSchemas";
import { exportStatus } from "../../domain/exports/exportSchemas";
import { operation } from "../operation";

/** State of an export, with links to its files once it is ready. */
export const getExport = operation({
  route: "GET /exports/{id}",
  summary: "Get the state of an export, with links to its files",
  role: "viewer",
  answers: { 200: exportStatus },
  refusals: [404],
  uses: { ledgers: ["GetItem"], "files.exports": ["GetObject"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { ExportLog } = await import("../../domain/exports/exportLog.js");
    const { exportKey, exportPath, fileNameOf } = await import("../../domain/exports/exportSchemas.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { parsePath } = await import("../../domain/http/requests.js");
    const { downloadLink, s3Client } = await import("../../domain/aws/s3.js");

    const log = new ExportLog(documentClient(), env.ledgers);
    const s3 = s3Client();

    return apiHandler(env, async (event, { ledger }) => {
      const { id: exportId } = parsePath(event, exportPath);
      const now = new Date();
      const found = await log.find(ledger.id, exportId, now);
      if (found === undefined) throw new ApiError("export.notFound");
      const { state, formats, missingReceipts } = found;
      const link = async (format: ExportFormat) => {
        const object = { bucket: env.files, key: exportKey(ledger.id, exportId, format) };
        return { format, ...(await downloadLink(s3, object, fileNameOf(format), now)) };
      };
      const body: ExportStatus = { exportId, state, ...(missingReceipts > 0 && { missingReceipts }) };
      if (state === "ready") body.files = await Promise.all(formats.map(link));
      return { status: 200, body };
    });
  },
});
