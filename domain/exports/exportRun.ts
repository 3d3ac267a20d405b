import { parseEvent } from "../jobs/jobInput";
import { LedgerClosedError, type OpenLedgers } from "../ledgers/openLedgers";
import type { ExportLog } from "./exportLog";
import type { ExportMaker } from "./exportMaker";
import { type ExportFormat, exportRequest } from "./exportSchemas";

export interface ExportRunOptions {
  log: Pick<ExportLog, "finish">;
  open: Pick<OpenLedgers, "requireOpen">;
  maker: Pick<ExportMaker, "make">;
}

/**
 * Makes a requested export, and notes its outcome.
 * @throws Error to be tried again.
 */
export async function runExport({ log, open, maker }: ExportRunOptions, event: unknown) {
  const { ledgerId, exportId } = parseEvent(exportRequest, event);
  const finish = (formats: readonly ExportFormat[]) => log.finish(ledgerId, exportId, formats, new Date());
  let formats: readonly ExportFormat[];
  try {
    // A retry may come hours after the request.
    await open.requireOpen(ledgerId);
    formats = await maker.make(ledgerId, exportId, new Date());
  } catch (error) {
    // There is nobody left who could download it.
    if (error instanceof LedgerClosedError) return { ledgerId, exportId };
    await finish([]);
    throw error;
  }
  await finish(formats);
  return { ledgerId, exportId };
}
