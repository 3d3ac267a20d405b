import "../../i18n/en/settings";
import { EXPORT_DAYS } from "../../../domain/values/limits";
import { downloadExport, exporting, exportProblem, startExport } from "../../data/reports/dataExport";
import { inWords, t } from "../../i18n";
import { ActionButton } from "../../parts/basics/actionButton";
import { ProgressBar } from "../../parts/basics/progressBar";

interface ExportFilesProps {
  /** Text of the button that requests it. */
  action: string;
  /** The ledger; that of the user's own, which has the ID of the user, holds all data of the account. */
  ledgerId: string;
}

/** Export of a ledger: request, progress and download. */
export function ExportFiles({ action, ledgerId }: ExportFilesProps) {
  const { state, files, missingReceipts } = exporting.value?.ledgerId === ledgerId ? exporting.value : {};
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
        {missingReceipts && <p>{t("settings.exportLacks", { count: missingReceipts })}</p>}
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
          {files?.some(({ format }) => format === "zip") && (
            <ActionButton class="" text={t("settings.exportZip")} run={() => downloadExport("zip")} />
          )}
        </div>
      )}
      {state === undefined && (
        <button type="button" class="button" onClick={() => void startExport(ledgerId)}>
          {action}
        </button>
      )}
    </>
  );
}
