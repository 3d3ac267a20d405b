import type { AlarmList } from "../../../domain/jobs/jobSchemas";
import { manage } from "../../i18n/manage";
import { getAlarms } from "../../lib/adminApi";
import { moment } from "../../lib/formatOthers";
import { Loaded, useLoad } from "../../parts/load";

type Alarm = AlarmList["alarms"][number];

/** The alarms: those that ring stand open, the others can be looked at. */
export function Alarms() {
  const alarms = useLoad(getAlarms);
  const { title, quiet, none } = manage().admin.alarms;
  return (
    <section class="card" aria-labelledby="alarms">
      <h2 id="alarms" class="card-head">
        {title}
      </h2>
      <Loaded from={alarms} rows={1}>
        {({ alarms: all }) => {
          const ringing = all.filter(({ state }) => state === "ALARM");
          const others = all.filter(({ state }) => state !== "ALARM");
          return (
            <>
              <AlarmRows alarms={ringing} />
              {all.length === 0 && <p class="card-text muted">{none}</p>}
              {others.length > 0 && (
                <details class="more-rows">
                  <summary>{quiet(others.length)}</summary>
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
  const { states, since } = manage().admin.alarms;
  return (
    <ul class="rows">
      {alarms.map(({ name, description, state, since: at }) => (
        <li key={name} class="item">
          <span class="item-text">
            <span class="item-name">{name}</span>
            <span class="item-detail muted">{description}</span>
          </span>
          <span class="item-side">
            <span class="chip" data-state={state}>
              {states[state]}
            </span>
            <span class="item-detail muted">{since(moment(at))}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
