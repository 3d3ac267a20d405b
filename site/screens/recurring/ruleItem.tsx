import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { decide, pauseRule } from "../../data/recurring/recurringRules";
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
  onChange: () => Promise<void>;
}

/** A recurring expense, with what comes next of it and what waits to be confirmed. */
export function RuleItem({ rule, onEdit, onChange }: RuleItemProps) {
  const { description: name, category, currency, pausedAt, mode, schedule, yearly, proposals } = rule;
  const details = [
    scheduleInWords(schedule),
    mode === "propose" && t("recurring.proposes"),
    yearly.count > 0 && t("recurring.yearlyOf", { amount: money(yearly.amount, currency) }),
  ];
  const pause = async () => {
    await pauseRule(rule, !pausedAt);
    await onChange();
  };
  return (
    <>
      <CategorySign category={category} />
      <span class="item-text">
        <bdi class="item-name">{name}</bdi>
        <span class="item-detail muted">{details.filter(Boolean).join(" · ")}</span>
        <span class="item-detail muted">{nextInWords(rule)}</span>
        {proposals.length > 0 && <Proposals rule={rule} onChange={onChange} />}
      </span>
      <Amount {...rule} />
      {mayEditAll() && (
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
      )}
    </>
  );
}

function Proposals({ rule, onChange }: Pick<RuleItemProps, "rule" | "onChange">) {
  return (
    <ul class="recurring-days" aria-label={t("recurring.waiting")}>
      {rule.proposals.map((day) => (
        <li key={day}>
          <span>{fullDay(day)}</span>
          {mayEditAll() && <OccurrenceActions rule={rule} day={day} onChange={onChange} />}
        </li>
      ))}
    </ul>
  );
}

/** Enters or skips an occurrence. */
export function OccurrenceActions({
  rule,
  day,
  onChange,
}: {
  rule: RecurringExpense;
  day: string;
  onChange: () => Promise<void>;
}) {
  const names = { name: rule.description, day: fullDay(day) };
  const act = (action: "post" | "skip") => async () => {
    await decide(rule, day, action);
    await onChange();
  };
  return (
    <span class="item-actions">
      <ActionButton text={t("recurring.post")} label={t("recurring.postOf", names)} run={act("post")} />
      <ActionButton text={t("recurring.skip")} label={t("recurring.skipOf", names)} run={act("skip")} />
    </span>
  );
}
