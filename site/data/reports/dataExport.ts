import { computed, effect, signal } from "@preact/signals";
import type { ExportFormat, ExportStatus } from "../../../domain/exports/exportSchemas";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { poll, SOON } from "../../lib/ledger/polling";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";

/** The export that was requested since the page was opened. */
export const exporting = signal<ExportStatus | undefined>();

/** The problem if the export failed. */
export const exportProblem = signal<ShownProblem | undefined>();

const downloaded = signal<readonly ExportFormat[]>([]);

/** True once every file was downloaded that holds what no other does: the expenses as CSV are part of the data as JSON. */
export const isCopied = computed(() => {
  const formats = exporting.value?.files?.map(({ format }) => format) ?? [];
  const needed = formats.filter((format) => format !== "csv");
  return needed.length > 0 && needed.every((format) => downloaded.value.includes(format));
});

effect(() => {
  if (user.value) return;
  exporting.value = undefined;
  exportProblem.value = undefined;
});

/** Requests an export of all data of the user and waits for it, whatever screen is open. */
export async function startExport(): Promise<void> {
  exportProblem.value = undefined;
  downloaded.value = [];
  try {
    const { exportId } = await call("POST /exports");
    exporting.value = { exportId, state: "making" };
    await poll(async () => {
      exporting.value = await call("GET /exports/{id}", { path: { id: exportId } });
      return exporting.value.state !== "making";
    }, SOON);
    if (exporting.peek()?.state === "failed") throw new Error(t("settings.exportFailed"));
  } catch (error) {
    exporting.value = undefined;
    exportProblem.value = problemOf(error);
  }
}

/** Downloads a file of the export by a fresh link: an earlier one may have expired. */
export async function downloadExport(format: ExportFormat): Promise<void> {
  const id = exporting.peek()?.exportId;
  const file =
    id && (await call("GET /exports/{id}", { path: { id } })).files?.find((one) => one.format === format);
  if (!file) return;
  location.assign(file.url);
  downloaded.value = [...downloaded.peek(), format];
}
