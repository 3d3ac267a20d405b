import type { AlarmList } from "../../../domain/jobs/jobSchemas";
import { t } from "../../i18n";
import { moment } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { Loaded, useLoad } from "../../parts/loading/loadable";

type Alarm = AlarmList["alarms"][number];

/** The alarms: active ones are listed, the others are collapsed. */
export function Alarms() {
  const alarms = useLoad(() => call("GET /admin/alarms"));
  return (
    <section class="card" aria-labelledby="alarms">
      <h2 id="alarms" class="card-head">
        {t("admin.alarms")}
      </h2>
      <Loaded from={alarms} rows={1}>
        {({ alarms: all }) => {
          const ringing = all.filter(({ state }) => state === "ALARM");
          const others = all.filter(({ state }) => state !== "ALARM");
          return (
            <>
              <AlarmRows alarms={ringing} />
              {all.length === 0 && <p class="card-text muted">{t("admin.noAlarms")}</p>}
              {others.length > 0 && (
                <details class="more-rows">
                  <summary>{t("admin.quietAlarms", { count: others.length })}</summary>
                  <AlarmRows alarms={others} />
                </details>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function AlarmRows({ alarms }: { alarms: readonly Alarm[] }) {
  return (
    <ul class="rows">
      {alarms.map(({ name, description, state, since: at }) => (
        <li key={name} class="item">
          <span class="item-text">
            <span class="item-name" lang="en">
              {name}
            </span>
            <span class="item-detail muted" lang="en">
              {description}
            </span>
          </span>
          <span class="item-side">
            <span class="chip" data-state={state}>
              {t(`admin.alarm.${state}`)}
            </span>
            <span class="item-detail muted">{t("admin.alarmSince", { at: moment(at) })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
