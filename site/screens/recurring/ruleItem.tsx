import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import type { Occurrence } from "../../data/recurring/recurringForms";
import {
  pauseRule,
  postOccurrence,
  skipOccurrence,
  takeBackOccurrence,
} from "../../data/recurring/recurringRules";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { mayEditAll } from "../../lib/ledger/openLedger";
import { ActionButton } from "../../parts/basics/actionButton";
import { Amount } from "../../parts/basics/amount";
import { CategorySign } from "../../parts/basics/categorySign";
import { nextInWords, scheduleInWords } from "./scheduleWords";

interface RuleItemProps {
  rule: RecurringExpense;
  onEdit: () => void;
  /** Begins to change a single occurrence. */
  onEditOne: (occurrence: Occurrence) => void;
  onChange: () => Promise<void>;
}

/** A recurring expense, with what comes next of it and what waits to be confirmed. */
export function RuleItem({ rule, onEdit, onEditOne, onChange }: RuleItemProps) {
  const { description, category, currency, mode, schedule, yearly, proposals, upcoming, decided = [] } = rule;
  const occurrences = { rule, onEditOne, onChange };
  const details = [
    scheduleInWords(schedule),
    mode === "propose" && t("recurring.proposes"),
    yearly.count > 0 && t("recurring.yearlyOf", { amount: money(yearly.amount, currency) }),
  ];
  return (
    <>
      <CategorySign category={category} />
      <span class="item-text">
        <bdi class="item-name">{description}</bdi>
        <span class="item-detail muted">{details.filter(Boolean).join(" · ")}</span>
        {mayEditAll() && upcoming.length > 0 ? (
          <details>
            <summary class="item-detail muted">{nextInWords(rule)}</summary>
            <Days days={upcoming} label={t("recurring.upcoming")} {...occurrences} />
          </details>
        ) : (
          <span class="item-detail muted">{nextInWords(rule)}</span>
        )}
        {mayEditAll() && decided.length > 0 && <DecidedDays {...{ rule, decided, onChange }} />}
        {proposals.length > 0 && <Days days={proposals} label={t("recurring.waiting")} {...occurrences} />}
      </span>
      <Amount {...rule} />
      {mayEditAll() && <RuleActions rule={rule} onEdit={onEdit} onChange={onChange} />}
    </>
  );
}

/** Changes, pauses or resumes a recurring expense. */
function RuleActions({ rule, onEdit, onChange }: Omit<RuleItemProps, "onEditOne">) {
  const { description: name, pausedAt } = rule;
  const pause = async () => {
    await pauseRule(rule, !pausedAt);
    await onChange();
  };
  return (
    <span class="item-actions">
      <button
        type="button"
        class="button small"
        aria-label={t("recurring.editOf", { name })}
        onClick={onEdit}
      >
        {t("recurring.edit")}
      </button>
      <ActionButton
        text={t(pausedAt ? "recurring.resume" : "recurring.pause")}
        label={t(pausedAt ? "recurring.resumeOf" : "recurring.pauseOf", { name })}
        run={pause}
      />
    </span>
  );
}

/** Days of a recurring expense, each with what can be done about it. */
function Days({
  days,
  label,
  ...occurrences
}: Omit<RuleItemProps, "onEdit"> & { days: readonly string[]; label: string }) {
  return (
    <ul class="recurring-days" aria-label={label}>
      {days.map((day) => (
        <li key={day}>
          <span>{fullDay(day)}</span>
          {mayEditAll() && <OccurrenceActions day={day} {...occurrences} />}
        </li>
      ))}
    </ul>
  );
}

interface DecidedDaysProps extends Pick<RuleItemProps, "rule" | "onChange"> {
  decided: NonNullable<RecurringExpense["decided"]>;
}

/** Days that are skipped or entered already, each with a way back. */
function DecidedDays({ rule, decided, onChange }: DecidedDaysProps) {
  return (
    <details>
      <summary class="item-detail muted">{t("recurring.decided", { count: decided.length })}</summary>
      <ul class="recurring-days" aria-label={t("recurring.decided", { count: decided.length })}>
        {decided.map((one) => (
          <li key={one.day}>
            <span>
              {fullDay(one.day)} · {t(`recurring.decided.${one.state}`)}
            </span>
            <span class="item-actions">
              <ActionButton
                text={t("recurring.takeBack")}
                label={t("recurring.takeBackOf", { name: rule.description, day: fullDay(one.day) })}
                run={() => takeBackOccurrence(rule, one).then(onChange)}
              />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Enters and skips an occurrence. */
const actsOn = ({ rule, day }: Occurrence, onChange: RuleItemProps["onChange"]) => ({
  post: () => postOccurrence(rule, day, onChange).then(onChange),
  skip: () => skipOccurrence(rule, day, onChange).then(onChange),
});

/** Enters or skips an occurrence by one tap where there is little room. */
export function OccurrenceIcons({ onChange, ...occurrence }: Occurrence & Pick<RuleItemProps, "onChange">) {
  const names = { name: occurrence.rule.description, day: fullDay(occurrence.day) };
  const { post, skip } = actsOn(occurrence, onChange);
  return (
    <>
      <ActionButton icon="check" label={t("recurring.postOf", names)} run={post} />
      <ActionButton icon="close" label={t("recurring.skipOf", names)} run={skip} />
    </>
  );
}

/** Enters, skips or changes a single occurrence. */
export function OccurrenceActions({
  rule,
  day,
  onEditOne,
  onChange,
}: Occurrence & Pick<RuleItemProps, "onEditOne" | "onChange">) {
  const names = { name: rule.description, day: fullDay(day) };
  const { post, skip } = actsOn({ rule, day }, onChange);
  return (
    <span class="item-actions">
      <ActionButton text={t("recurring.post")} label={t("recurring.postOf", names)} run={post} />
      <ActionButton text={t("recurring.skip")} label={t("recurring.skipOf", names)} run={skip} />
      <button
        type="button"
        class="button small"
        aria-label={t("recurring.changeOf", names)}
        onClick={() => onEditOne({ rule, day })}
      >
        {t("recurring.change")}
      </button>
    </span>
  );
}
