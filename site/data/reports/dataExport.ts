import { computed, effect, signal } from "@preact/signals";
import type { ExportFormat, ExportStatus } from "../../../domain/exports/exportSchemas";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { ledgerId as openLedgerId } from "../../lib/ledger/openLedger";
import { poll, SOON } from "../../lib/ledger/polling";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";

/** The export that was requested since the page was opened, and the ledger that it is of. */
export const exporting = signal<(ExportStatus & { ledgerId: string }) | undefined>();

/** The problem if the export failed. */
export const exportProblem = signal<ShownProblem | undefined>();

const downloaded = signal<readonly ExportFormat[]>([]);

/**
 * True once every file of the open ledger was downloaded that holds what no other does: the expenses as CSV are part of the
 * data as JSON. An archive that lacks receipts is no copy.
 */
export const isCopied = computed(() => {
  if (exporting.value?.ledgerId !== openLedgerId.value) return false;
  if (exporting.value?.missingReceipts) return false;
  const formats = exporting.value?.files?.map(({ format }) => format) ?? [];
  const needed = formats.filter((format) => format !== "csv");
  return needed.length > 0 && needed.every((format) => downloaded.value.includes(format));
});

effect(() => {
  if (user.value) return;
  exporting.value = undefined;
  exportProblem.value = undefined;
});

/**
 * Requests an export of a ledger and waits for it, whatever screen is open.
 * @param ledgerId That of the user's own, which has the ID of the user, holds all data of the account.
 */
export async function startExport(ledgerId: string): Promise<void> {
  exportProblem.value = undefined;
  downloaded.value = [];
  try {
    const { exportId } = await call("POST /exports", { headers: inLedger(ledgerId) });
    exporting.value = { exportId, ledgerId, state: "making" };
    await poll(async () => {
      exporting.value = { ...(await read(exportId, ledgerId)), ledgerId };
      return exporting.value.state !== "making";
    }, SOON);
    if (exporting.peek()?.state === "failed") throw new Error(t("settings.exportFailed"));
  } catch (error) {
    exporting.value = undefined;
    exportProblem.value = problemOf(error);
  }
}

const inLedger = (ledgerId: string) => ({ "Ledger-Id": ledgerId });

const read = (id: string, ledgerId: string): Promise<ExportStatus> =>
  call("GET /exports/{id}", { path: { id }, headers: inLedger(ledgerId) });

/** Downloads a file of the export by a fresh link: an earlier one may have expired. */
export async function downloadExport(format: ExportFormat): Promise<void> {
  const { exportId, ledgerId } = exporting.peek() ?? {};
  const { files } = (exportId && ledgerId && (await read(exportId, ledgerId))) || {};
  const file = files?.find((one) => one.format === format);
  if (!file) return;
  location.assign(file.url);
  downloaded.value = [...downloaded.peek(), format];
}
