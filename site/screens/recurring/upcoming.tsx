import "../../i18n/en/recurring";
import { useState } from "preact/hooks";
import { callOrKept } from "../../data/storage/answerCache";
import { locale, t } from "../../i18n";
import { thisMonth } from "../../lib/formatting/clock";
import { dayName } from "../../lib/formatting/format";
import { ledgerId, mayEditAll } from "../../lib/ledger/openLedger";
import { NARROW } from "../../lib/page/media";
import { Amount } from "../../parts/basics/amount";
import { CategorySign } from "../../parts/basics/categorySign";
import { useMedia } from "../../parts/basics/useMedia";
import { lazy } from "../../parts/loading/lazy";
import { useLoad } from "../../parts/loading/loadable";
import { SteadyPlace } from "../../parts/loading/steadyPlace";
import type { Occurrence } from "./occurrenceForm";
import { OccurrenceActions } from "./ruleItem";

const OccurrenceForm = lazy(async () => (await import("./occurrenceForm")).OccurrenceForm);

/** The upcoming expenses of a month, and proposals to confirm. Without any, or if they cannot be read, nothing shows. */
export function Upcoming({ month }: { month: string }) {
  const list = useLoad(
    () => callOrKept("GET /recurring", { query: { month } }),
    `${ledgerId.value} ${month}`,
  );
  const [edited, edit] = useState<Occurrence>();
  const done = async () => {
    edit(undefined);
    await list.reload();
  };
  const coming = (list.value?.rules ?? [])
    .flatMap((rule) => [
      ...rule.proposals.filter((day) => day.startsWith(month)).map((day) => ({ rule, day })),
      ...(rule.occurrences ?? [])
        .filter(({ state }) => state === "upcoming")
        .map(({ day }) => ({ rule, day })),
    ])
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return (
    <SteadyPlace
      key={month}
      name={month === thisMonth.value ? "upcoming" : "later"}
      isKnown={list.value !== undefined}
    >
      {edited && (
        <OccurrenceForm
          key={`${edited.rule.id} ${edited.day}`}
          {...edited}
          onDone={done}
          onCancel={() => edit(undefined)}
        />
      )}
      {coming.length > 0 && (
        <UpcomingList month={month} coming={coming} onEdit={edit} onChange={list.reload} />
      )}
    </SteadyPlace>
  );
}

interface UpcomingListProps {
  month: string;
  coming: readonly Occurrence[];
  onEdit: (occurrence: Occurrence) => void;
  onChange: () => Promise<void>;
}

function UpcomingList({ month, coming, onEdit, onChange }: UpcomingListProps) {
  const isNarrow = useMedia(NARROW);
  return (
    // On a phone the list of expenses comes first.
    <details class="upcoming" open={!isNarrow}>
      <summary>
        <h2>{t("recurring.upcoming")}</h2> <span class="muted">{coming.length.toLocaleString(locale())}</span>
      </summary>
      <ul class="rows">
        {coming.map(({ rule, day }) => (
          <li key={`${rule.id} ${day}`} class="item recurring-item">
            <CategorySign category={rule.category} />
            <span class="item-text">
              <bdi class="item-name">{rule.description}</bdi>
              <span class="item-detail muted">{dayName(day, month.slice(0, 4))}</span>
            </span>
            <Amount {...rule} />
            {mayEditAll() && (
              <OccurrenceActions rule={rule} day={day} onEditOne={onEdit} onChange={onChange} />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
