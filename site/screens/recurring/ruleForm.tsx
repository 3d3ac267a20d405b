import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { DEFAULT_CATEGORY } from "../../../domain/expenses/category";
import type { Expense } from "../../../domain/expenses/expense";
import type { Recurrence } from "../../../domain/recurring/model";
import { RULE_MODES } from "../../../domain/recurring/modes";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { isDay } from "../../../domain/values/day";
import { check } from "../../data/forms/draftValidation";
import { EMPTY, type Problems, type Typed, typedIn } from "../../data/forms/formInput";
import { newKey } from "../../data/outbox/outbox";
import {
  addRule,
  changeRule,
  deleteRule,
  scheduleOf,
  type TypedSchedule,
  typedSchedule,
} from "../../data/recurring/recurringRules";
import { inWords, t } from "../../i18n";
import { today } from "../../lib/formatting/clock";
import { fullDay } from "../../lib/formatting/format";
import { currency } from "../../lib/ledger/shownSettings";
import { EditActions } from "../../parts/basics/editActions";
import { TextInput } from "../../parts/fields/field";
import type { Option } from "../../parts/fields/options";
import { SelectField } from "../../parts/fields/selectField";
import { ExpenseFields } from "../expenseForm/expenseFields";
import { fieldsOf, useAttempt } from "./ruleFields";
import { ScheduleFields } from "./scheduleFields";

const FORM = "recurring";
const MONTHLY: TypedSchedule = {
  ...{ every: "1", unit: "months", weekdays: [], on: "day" },
  ...{ ends: "never", end: "", count: "12" },
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
}

/** Adds or changes a recurring expense. */
export function RuleForm({ rule, like, onDone, onCancel }: RuleFormProps) {
  const typed = typedOf(rule, like);
  const [key] = useState(newKey);
  const [typedStart, setStart] = useState<string>();
  const [chosenSchedule, setSchedule] = useState<TypedSchedule>();
  const former = rule?.schedule ?? like?.schedule;
  const schedule = chosenSchedule ?? (former ? typedSchedule(former) : MONTHLY);
  const [chosenMode, setMode] = useState<RecurringExpense["mode"]>();
  const mode = chosenMode ?? rule?.mode ?? "post";
  const [from, setFrom] = useState("");
  const [problems, setProblems] = useState<Problems>({});
  const { problem, busy, attempt } = useAttempt(onDone);
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = check(expenseIn(event.currentTarget), typed.currency ?? currency());
    setProblems("problems" in result ? result.problems : {});
    if ("problems" in result || busy) return;
    const { draft } = result;
    const wanted = { draft, schedule: scheduleOf(draft.date, schedule), mode, from: from || undefined };
    void attempt(() => (rule ? changeRule(rule, wanted) : addRule(wanted, key)));
  };
  return (
    <form
      class="card setting recurring-form"
      aria-label={t("recurring.form")}
      aria-busy={busy}
      onSubmit={save}
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement && target.name === "date" && isDay(target.value))
          setStart(target.value);
      }}
      noValidate
    >
      <div class="edit-row recurring-fields">
        <ExpenseFields
          form={FORM}
          typed={typed}
          problems={problems}
          currency={typed.currency ?? currency()}
          focusAmount
        />
      </div>
      <p class="hint">{t("recurring.start")}</p>
      <ScheduleFields start={typedStart ?? typed.date} typed={schedule} onChange={setSchedule} />
      <SelectField
        label={t("recurring.mode")}
        value={mode}
        options={RULE_MODES.map((one) => [one, t(`recurring.mode.${one}`)])}
        onChoose={(chosen) => setMode(chosen === "propose" ? "propose" : "post")}
      />
      {rule && rule.upcoming.length > 1 && <FromField rule={rule} value={from} onChoose={setFrom} />}
      {problem && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
      <EditActions
        removal={rule && { text: t("recurring.delete"), onClick: () => void attempt(() => deleteRule(rule)) }}
        onCancel={onCancel}
      />
    </form>
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
  const [isOther, setOther] = useState(false);
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
          <TextInput label={t("recurring.from.otherDay")} name="from" type="date" min={rule.upcoming[0]} />
        </div>
      )}
    </>
  );
}

/** The fields of the expense among those of the form. The schedule's are known already. */
function expenseIn(form: HTMLFormElement): Typed {
  const fields: Typed & Partial<Record<keyof TypedSchedule | "from", unknown>> = typedIn(form);
  const { every: _every, end: _end, count: _count, from: _from, ...expense } = fields;
  return expense;
}

function typedOf(rule: RecurringExpense | undefined, like: RepeatedExpense | undefined): Typed {
  if (rule) return { ...fieldsOf(rule), date: rule.schedule.start };
  return like
    ? { ...fieldsOf(like.expense), date: like.schedule.start }
    : { ...EMPTY, category: DEFAULT_CATEGORY, date: today.value };
}
