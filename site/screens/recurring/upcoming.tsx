import "../../i18n/en/recurring";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { isolate } from "../../../domain/values/text";
import { type Occurrence, occurrenceForm, typedOccurrence } from "../../data/recurring/recurringForms";
import { callOrKept } from "../../data/storage/answerCache";
import { locale, t } from "../../i18n";
import { dayName, money } from "../../lib/formatting/format";
import { ledgerId, mayEditAll } from "../../lib/ledger/openLedger";
import { NARROW } from "../../lib/page/media";
import { Amount } from "../../parts/basics/amount";
import { CategorySign } from "../../parts/basics/categorySign";
import { useMedia } from "../../parts/basics/useMedia";
import { Sheet } from "../../parts/dialogs/sheet";
import { lazy } from "../../parts/loading/lazy";
import { useLoad } from "../../parts/loading/loadable";
import { SteadyPlace } from "../../parts/loading/steadyPlace";
import { OccurrenceActions, OccurrenceIcons } from "./ruleItem";

const OccurrenceForm = lazy(async () => (await import("./occurrenceForm")).OccurrenceForm);

/**
 * Reads the upcoming expenses of a month, with proposals to confirm.
 * @returns all of them with the form of the one that is being changed, or nothing if there are none, or if they cannot be
 *   read. On a phone, where the list of expenses comes first, a tile stands for them, which opens a sheet.
 */
export function useUpcoming(month: string) {
  const isNarrow = useMedia(NARROW);
  const { value, problem, reload } = useLoad(
    () => callOrKept("GET /recurring", { query: { month } }),
    `${ledgerId.value} ${month}`,
  );
  const rules = value?.rules;
  const [edited, edit] = useState<Occurrence>();
  const [isOpen, open] = useState(false);
  useLayoutEffect(() => {
    if (rules && mayEditAll()) edit((now) => typedOccurrence(rules, month) ?? now);
  }, [month, rules === undefined]);
  const done = async () => {
    edit(undefined);
    await reload();
  };
  const coming = comingOf(rules ?? [], month);
  const isNone = coming.length === 0;
  useLayoutEffect(() => {
    if (isNone) open(false);
  }, [isNone]);
  const close = () => {
    open(false);
    edit(undefined);
  };
  // It stays if the occurrence is entered elsewhere meanwhile: then saving says so.
  const form = edited?.day.startsWith(month) && (
    <OccurrenceForm
      key={occurrenceForm(edited)}
      {...edited}
      onDone={done}
      onCancel={() => edit(undefined)}
      onChanged={reload}
    />
  );
  const rows = <ComingRows {...{ month, coming, edit }} onChange={reload} />;
  if (isNarrow) {
    const sheet = (form || isOpen) && (
      <Sheet title={t("recurring.upcoming")} onClose={close}>
        {form || rows}
      </Sheet>
    );
    return {
      value,
      problem,
      sheet,
      list: !isNone && <ComingTile coming={coming} onOpen={() => open(true)} onChange={reload} />,
    };
  }
  const list = (
    <>
      {form}
      {!isNone && <ComingList coming={coming}>{rows}</ComingList>}
    </>
  );
  return { value, problem, list };
}

/** The upcoming expenses of a month, in a place of their own, which has a name. */
export function Upcoming({ month, place }: { month: string; place: string }) {
  const { value, sheet, list } = useUpcoming(month);
  return (
    <>
      <SteadyPlace key={month} name={place} isKnown={value !== undefined}>
        {list}
      </SteadyPlace>
      {sheet}
    </>
  );
}

/** The days of a month on which recurring expenses are due, or wait to be confirmed. */
function comingOf(rules: readonly RecurringExpense[], month: string): Occurrence[] {
  return rules
    .flatMap((rule) => {
      const { proposals, occurrences = [] } = rule;
      const upcoming = occurrences.filter(({ state }) => state === "upcoming").map(({ day }) => day);
      return [...proposals.filter((day) => day.startsWith(month)), ...upcoming].map((day) => ({ rule, day }));
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

interface ComingProps {
  coming: readonly Occurrence[];
}

function ComingList({ coming, children }: ComingProps & { children: ComponentChildren }) {
  return (
    <details class="upcoming" open>
      <summary>
        <h2>{t("recurring.upcoming")}</h2> <Count coming={coming} />
      </summary>
      {children}
    </details>
  );
}

interface ComingTileProps extends ComingProps {
  onOpen: () => void;
  onChange: () => Promise<void>;
}

/** The next upcoming expense, with what one tap does about it, and a way to all of them. */
function ComingTile({ coming, onOpen, onChange }: ComingTileProps) {
  const [next] = coming;
  return (
    <div class="upcoming">
      <button type="button" class="tile" aria-haspopup="dialog" onClick={onOpen}>
        <span>
          {t("recurring.upcoming")} <Count coming={coming} />
        </span>
        {next && <bdi class="muted">{inWords(next)}</bdi>}
      </button>
      {next && mayEditAll() && (
        <OccurrenceIcons key={`${next.rule.id} ${next.day}`} {...next} onChange={onChange} />
      )}
    </div>
  );
}

const inWords = ({ rule: { amount, currency, description } }: Occurrence) =>
  [money(amount, currency), isolate(description)].join(" · ");

const Count = ({ coming }: ComingProps) => (
  <span class="muted">{coming.length.toLocaleString(locale())}</span>
);

interface ComingRowsProps extends ComingProps {
  month: string;
  edit: (occurrence: Occurrence) => void;
  onChange: () => Promise<void>;
}

function ComingRows({ month, coming, edit, onChange }: ComingRowsProps) {
  return (
    <ul class="rows upcoming-rows">
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
  );
}
