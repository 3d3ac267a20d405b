import "../../i18n/en/recurring";
import { useEffect, useState } from "preact/hooks";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { type Occurrence, occurrenceForm, typedOccurrence } from "../../data/recurring/recurringForms";
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
import { OccurrenceActions } from "./ruleItem";

const OccurrenceForm = lazy(async () => (await import("./occurrenceForm")).OccurrenceForm);

/** The upcoming expenses of a month, and proposals to confirm. Without any, or if they cannot be read, nothing shows. */
export function Upcoming({ month }: { month: string }) {
  const list = useLoad(
    () => callOrKept("GET /recurring", { query: { month } }),
    `${ledgerId.value} ${month}`,
  );
  const rules = list.value?.rules;
  const [edited, edit] = useState<Occurrence>();
  useEffect(() => {
    if (rules && mayEditAll()) edit((open) => typedOccurrence(rules, month) ?? open);
  }, [month, rules === undefined]);
  const done = async () => {
    edit(undefined);
    await list.reload();
  };
  const coming = (rules ?? [])
    .flatMap((rule) => comingOf(rule, month))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return (
    <SteadyPlace
      key={month}
      name={month === thisMonth.value ? "upcoming" : "later"}
      isKnown={rules !== undefined}
    >
      {/* It stays if the occurrence is entered elsewhere meanwhile: then saving says so. */}
      {edited?.day.startsWith(month) && (
        <OccurrenceForm
          key={occurrenceForm(edited)}
          {...edited}
          onDone={done}
          onCancel={() => edit(undefined)}
        />
      )}
      {coming.length > 0 && <Coming {...{ month, coming, edit }} onChange={list.reload} />}
    </SteadyPlace>
  );
}

/** The days of a month on which a recurring expense is due, or waits to be confirmed. */
function comingOf(rule: RecurringExpense, month: string): Occurrence[] {
  const { proposals, occurrences = [] } = rule;
  const upcoming = occurrences.filter(({ state }) => state === "upcoming").map(({ day }) => day);
  return [...proposals.filter((day) => day.startsWith(month)), ...upcoming].map((day) => ({ rule, day }));
}

interface ComingProps {
  month: string;
  coming: readonly Occurrence[];
  edit: (occurrence: Occurrence) => void;
  onChange: () => Promise<void>;
}

function Coming({ month, coming, edit, onChange }: ComingProps) {
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
            {mayEditAll() && <OccurrenceActions rule={rule} day={day} onEditOne={edit} onChange={onChange} />}
          </li>
        ))}
      </ul>
    </details>
  );
}
