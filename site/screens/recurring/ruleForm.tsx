import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { DEFAULT_CATEGORY } from "../../../domain/expenses/category";
import type { Expense } from "../../../domain/expenses/expense";
import type { Recurrence } from "../../../domain/recurring/model";
import { RULE_MODES, type RuleMode } from "../../../domain/recurring/modes";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { isDay } from "../../../domain/values/day";
import type { Draft } from "../../data/expenses/model";
import { check } from "../../data/forms/draftValidation";
import { EMPTY, type Problems, type Typed } from "../../data/forms/formInput";
import { inputOf } from "../../data/forms/keptInput";
import { newKey } from "../../data/outbox/outboxEdits";
import { ruleForm } from "../../data/recurring/recurringForms";
import {
  addRule,
  changeRule,
  deleteRule,
  scheduleOf,
  type TypedSchedule,
  typedSchedule,
} from "../../data/recurring/recurringRules";
import { RuleConflict } from "../../data/recurring/ruleVersions";
import { inWords, t } from "../../i18n";
import { today } from "../../lib/formatting/clock";
import { fullDay } from "../../lib/formatting/format";
import { currency } from "../../lib/ledger/shownSettings";
import { keepTyped } from "../../lib/storage/typedForms";
import { EditActions } from "../../parts/basics/editActions";
import { TextInput } from "../../parts/fields/field";
import type { Option } from "../../parts/fields/options";
import { SelectField } from "../../parts/fields/selectField";
import { useChoices } from "../../parts/fields/useChoices";
import { useProblems } from "../../parts/fields/useProblems";
import { useTyped } from "../../parts/fields/useTyped";
import { ExpenseFields } from "../expenseForm/expenseFields";
import { fieldsOf, useAttempt } from "./ruleFields";
import { ScheduleFields } from "./scheduleFields";

const MONTHLY: TypedSchedule = {
  ...{ every: "1", unit: "months", weekdays: [], on: "day" },
  ...{ ends: "never", end: "", count: "12" },
};

/** The choices that the form keeps with the input of its fields. */
interface RuleChoices {
  /** The day that was typed last; the field may be empty. */
  start: string;
  schedule: TypedSchedule;
  mode: string;
  /** The day from which changes hold; empty for all that is to come. */
  from: string;
  /** Makes a repeated attempt add one recurring expense, also after the page was loaded again. */
  key: string;
}

const SAMPLE: RuleChoices = {
  start: "",
  schedule: { ...MONTHLY, weekdays: [1] },
  mode: "",
  from: "",
  key: "",
};

/** An expense that a rule begins like, and when. */
export interface RepeatedExpense {
  expense: Expense;
  schedule: Recurrence;
}

interface RuleFormProps {
  /** The one that is changed; absent if one is added. */
  rule: RecurringExpense | undefined;
  /** An expense that a new one begins like. */
  like: RepeatedExpense | undefined;
  onDone: () => Promise<void>;
  onCancel: () => void;
  /** Shows the rules anew after a deletion was taken back, or somebody else changed one. */
  onChanged: () => Promise<void>;
}

/** Adds or changes a recurring expense. */
export function RuleForm({ rule, like, onDone, onCancel, onChanged }: RuleFormProps) {
  const name = ruleForm(rule?.id, like?.expense.expenseId);
  const typed = typedOf(rule, like);
  const standard = typed.currency ?? currency();
  const { form, keep } = useTyped(name);
  const terms = useTerms(name, rule, like);
  const write = useWriting(rule, terms, onChanged);
  const [problems, setProblems] = useProblems<Problems>(form, {});
  const { problem, busy, attempt } = useAttempt(name, onDone);
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = check(expenseIn(event.currentTarget, name), standard);
    setProblems("problems" in result ? result.problems : {});
    if (!("problems" in result || busy)) void attempt(() => write(result.draft));
  };
  const follow = ({ target }: Event) => {
    keep();
    if (target instanceof HTMLInputElement && target.name === "date" && isDay(target.value))
      terms.choose({ start: target.value });
  };
  return (
    <form
      ref={form}
      class="card setting recurring-form"
      aria-label={t("recurring.form")}
      aria-busy={busy}
      onSubmit={save}
      onInput={follow}
      noValidate
    >
      <div class="edit-row recurring-fields">
        <ExpenseFields form={name} typed={typed} problems={problems} currency={standard} focusAmount />
      </div>
      <TermFields rule={rule} start={terms.chosen.start ?? typed.date} {...terms} />
      {problem && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
      <EditActions
        removal={
          rule && {
            text: t("recurring.delete"),
            onClick: () => void attempt(() => deleteRule(rule, onChanged)),
          }
        }
        onCancel={() => {
          keepTyped(name, undefined);
          onCancel();
        }}
      />
    </form>
  );
}

/** Adds or changes the rule as the form says. A change by somebody else is told once: saving again replaces it. */
function useWriting(
  rule: RecurringExpense | undefined,
  terms: ReturnType<typeof useTerms>,
  onChanged: () => Promise<void>,
) {
  const stored = useRef<RecurringExpense>(undefined);
  return async (draft: Draft): Promise<void> => {
    const { mode, from, chosen } = terms;
    const wanted = { draft, schedule: scheduleOf(draft.date, terms.schedule), mode, from: from || undefined };
    const { key = newKey() } = chosen;
    if (!rule) terms.choose({ key });
    const seen = stored.current ?? rule;
    try {
      await (seen ? changeRule(seen, wanted) : addRule(wanted, key));
    } catch (error) {
      if (error instanceof RuleConflict) {
        stored.current = error.stored;
        void onChanged();
      }
      throw error;
    }
  };
}

/** The choices of the form: those that it keeps, else those of the rule or of the expense that it begins like. */
function useTerms(name: string, rule: RecurringExpense | undefined, like: RepeatedExpense | undefined) {
  const [chosen, setChosen] = useChoices<RuleChoices>(name, SAMPLE);
  const former = rule?.schedule ?? like?.schedule;
  const mode: RuleMode = (chosen.mode ?? rule?.mode) === "propose" ? "propose" : "post";
  return {
    chosen,
    choose: (choice: Partial<RuleChoices>) => setChosen({ ...chosen, ...choice }),
    schedule: chosen.schedule ?? (former ? typedSchedule(former) : MONTHLY),
    mode,
    from: chosen.from ?? "",
  };
}

interface TermFieldsProps extends Pick<ReturnType<typeof useTerms>, "schedule" | "mode" | "from" | "choose"> {
  rule: RecurringExpense | undefined;
  /** The first day. */
  start: string;
}

/** The schedule, what happens on due days, and the day from which a change holds. */
function TermFields({ rule, start, schedule, mode, from, choose }: TermFieldsProps) {
  return (
    <>
      <p class="hint">{t("recurring.start")}</p>
      <ScheduleFields start={start} typed={schedule} onChange={(next) => choose({ schedule: next })} />
      <SelectField
        label={t("recurring.mode")}
        value={mode}
        options={RULE_MODES.map((one) => [one, t(`recurring.mode.${one}`)])}
        onChoose={(next) => choose({ mode: next })}
      />
      {rule && rule.upcoming.length > 1 && (
        <FromField rule={rule} value={from} onChoose={(day) => choose({ from: day })} />
      )}
    </>
  );
}

/** The choice of a day that is not among the next ones. Until it is typed, the API refuses the form. */
const OTHER = "other";

/** The day from which changes hold: all that is to come, or from a day on which it is due. */
function FromField({
  rule,
  value,
  onChoose,
}: {
  rule: RecurringExpense;
  value: string;
  onChoose: (day: string) => void;
}) {
  const days = rule.upcoming.slice(1);
  const options = days.map((day): Option => [day, t("recurring.from.day", { day: fullDay(day) })]);
  // A day that is typed may come to be one of the next ones; its field stays.
  const [typesOther, setOther] = useState(false);
  const isOther = typesOther || (value !== "" && !days.includes(value));
  const choose = (day: string) => {
    setOther(day === OTHER);
    onChoose(day);
  };
  return (
    <>
      <SelectField
        label={t("recurring.from")}
        value={isOther ? OTHER : value}
        options={[["", t("recurring.from.all")], ...options, [OTHER, t("recurring.from.other")]]}
        onChoose={choose}
      />
      {isOther && (
        <div onInput={({ target }) => target instanceof HTMLInputElement && onChoose(target.value || OTHER)}>
          <TextInput
            label={t("recurring.from.otherDay")}
            name="from"
            type="date"
            min={rule.upcoming[0]}
            defaultValue={value}
          />
        </div>
      )}
    </>
  );
}

/** The fields of the expense among those of the form. The schedule's are known already. */
function expenseIn(form: HTMLFormElement, name: string): Typed {
  const fields: Typed & Partial<Record<keyof TypedSchedule | "from", unknown>> = inputOf(form, name);
  const { every: _every, end: _end, count: _count, from: _from, ...expense } = fields;
  return expense;
}

function typedOf(rule: RecurringExpense | undefined, like: RepeatedExpense | undefined): Typed {
  if (rule) return { ...fieldsOf(rule), date: rule.schedule.start };
  return like
    ? { ...fieldsOf(like.expense), date: like.schedule.start }
    : { ...EMPTY, category: DEFAULT_CATEGORY, date: today.value };
}
