import { parseEvent } from "../jobs/jobInput";
import { LedgerClosedError, type OpenLedgers } from "../ledgers/openLedgers";
import type { ExportLog } from "./exportLog";
import type { ExportMaker } from "./exportMaker";
import { type ExportedFiles, exportRequest } from "./exportSchemas";

interface ExportRunOptions {
  log: Pick<ExportLog, "finish">;
  open: Pick<OpenLedgers, "requireOpen">;
  maker: Pick<ExportMaker, "make">;
  hasTime(): boolean;
}

/**
 * Makes a requested export, and notes its outcome.
 * @throws Error to be tried again.
 */
export async function runExport({ log, open, maker, hasTime }: ExportRunOptions, event: unknown) {
  const { ledgerId, exportId } = parseEvent(exportRequest, event);
  const finish = (files: ExportedFiles) => log.finish(ledgerId, exportId, files, new Date());
  let files: ExportedFiles;
  try {
    // A retry may come hours after the request.
    await open.requireOpen(ledgerId);
    files = await maker.make(ledgerId, exportId, new Date(), hasTime);
  } catch (error) {
    // There is nobody left who could download it.
    if (error instanceof LedgerClosedError) return { ledgerId, exportId };
    await finish({ formats: [], missingReceipts: 0 });
    throw error;
  }
  await finish(files);
  const { missingReceipts } = files;
  return { ledgerId, exportId, ...(missingReceipts > 0 && { missingReceipts }) };
}
