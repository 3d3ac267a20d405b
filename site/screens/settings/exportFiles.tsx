import "../../i18n/en/settings";
import { EXPORT_DAYS } from "../../../domain/values/limits";
import { downloadExport, exporting, exportProblem, startExport } from "../../data/reports/dataExport";
import { inWords, t } from "../../i18n";
import { ActionButton } from "../../parts/basics/actionButton";
import { ProgressBar } from "../../parts/basics/progressBar";

/**
 * Export of the ledger that is open: request, progress and download.
 * @param action Text of the button that requests it.
 */
export function ExportFiles({ action }: { action: string }) {
  const state = exporting.value?.state;
  return (
    <>
      <div class="part" role="status">
        {state === "making" && (
          <>
            <p>{t("settings.exporting")}</p>
            <ProgressBar label={t("settings.exporting")} />
          </>
        )}
        {state === "ready" && <p>{t("settings.exportReady", { count: EXPORT_DAYS })}</p>}
      </div>
      {exportProblem.value && (
        <p class="problem boxed" role="alert">
          {inWords(exportProblem.value.message)}
        </p>
      )}
      {state === "ready" && (
        <div class="buttons">
          <ActionButton class="primary" text={t("settings.exportJson")} run={() => downloadExport("json")} />
          <ActionButton class="" text={t("settings.exportCsv")} run={() => downloadExport("csv")} />
          {exporting.value?.files?.some(({ format }) => format === "zip") && (
            <ActionButton class="" text={t("settings.exportZip")} run={() => downloadExport("zip")} />
          )}
        </div>
      )}
      {state === undefined && (
        <button type="button" class="button" onClick={() => void startExport()}>
          {action}
        </button>
      )}
    </>
  );
}
