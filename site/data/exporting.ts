import { effect, signal } from "@preact/signals";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import type { Problem } from "../../domain/http/answers";
import { t } from "../i18n";
import { call } from "../lib/api";
import { problemOf } from "../lib/requestError";
import { user } from "../lib/session";
import { poll, SOON } from "./polling";

/** The export that was asked for since the page was opened. */
export const exporting = signal<ExportStatus | undefined>();

/** Why it failed. */
export const exportProblem = signal<Problem | undefined>();

effect(() => {
  if (user.value) return;
  exporting.value = undefined;
  exportProblem.value = undefined;
});

/** Has all data of the user written into files, and waits for them, whatever screen the user is on. */
export async function startExport(): Promise<void> {
  exportProblem.value = undefined;
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

/** Downloads a file of the export by a link of now: that of before may have run out. */
export async function downloadExport(format: "json" | "csv"): Promise<void> {
  const id = exporting.peek()?.exportId;
  const file =
    id && (await call("GET /exports/{id}", { path: { id } })).files?.find((one) => one.format === format);
  if (file) location.assign(file.url);
}
