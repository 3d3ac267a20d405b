import { EXPORT_DAYS } from "../../domain/values/limits";
import { downloadExport, exporting, exportProblem, startExport } from "../data/exporting";
import { manage } from "../i18n/manage";
import { ActionButton } from "../parts/actionButton";
import { Progress } from "../parts/progress";

/** All data of the user as files: asked for, waited for, downloaded. */
export function DataSettings() {
  const { title, text, export: start, exporting: making, exportReady, json, csv } = manage().data;
  const state = exporting.value?.state;
  return (
    <section class="card setting">
      <h2>{title}</h2>
      <p class="muted">{text}</p>
      <div class="part" role="status">
        {state === "making" && (
          <>
            <p>{making}</p>
            <Progress label={making} />
          </>
        )}
        {state === "ready" && <p>{exportReady(EXPORT_DAYS)}</p>}
      </div>
      {exportProblem.value && (
        <p class="problem boxed" role="alert">
          {exportProblem.value.message}
        </p>
      )}
      {state === "ready" && (
        <div class="buttons">
          <ActionButton class="primary" text={json} run={() => downloadExport("json")} />
          <ActionButton class="" text={csv} run={() => downloadExport("csv")} />
        </div>
      )}
      {state === undefined && (
        <button type="button" class="button" onClick={() => void startExport()}>
          {start}
        </button>
      )}
    </section>
  );
}
