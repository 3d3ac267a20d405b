import { EXPORT_DAYS } from "../../../domain/values/limits";
import { downloadExport, exporting, exportProblem, startExport } from "../../data/reports/dataExport";
import { inWords, t } from "../../i18n";
import { ActionButton } from "../../parts/basics/actionButton";
import { ProgressBar } from "../../parts/basics/progressBar";

/** Export of the user's data: request, progress and download. */
export function DataSettings() {
  const state = exporting.value?.state;
  return (
    <section class="card setting">
      <h2>{t("settings.data")}</h2>
      <p class="muted">{t("settings.dataText")}</p>
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
          {t("settings.export")}
        </button>
      )}
    </section>
  );
}
