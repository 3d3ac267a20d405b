import "../../i18n/en/recurring";
import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { check } from "../../data/forms/draftValidation";
import { type Problems, typedIn } from "../../data/forms/formInput";
import { decide } from "../../data/recurring/recurringRules";
import { inWords, t } from "../../i18n";
import { fullDay } from "../../lib/formatting/format";
import { EditActions } from "../../parts/basics/editActions";
import { ExpenseFields } from "../expenseForm/expenseFields";
import { fieldsOf, useAttempt } from "./ruleFields";

const FORM = "occurrence";

/** One time that a recurring expense is due. */
export interface Occurrence {
  rule: RecurringExpense;
  day: string;
}

interface OccurrenceFormProps extends Occurrence {
  onDone: () => Promise<void>;
  onCancel: () => void;
}

/** Changes a single occurrence and enters it. The others stay as they are. */
export function OccurrenceForm({ rule, day, onDone, onCancel }: OccurrenceFormProps) {
  const typed = { ...fieldsOf(rule), date: day };
  const [problems, setProblems] = useState<Problems>({});
  const { problem, busy, attempt } = useAttempt(onDone);
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = check(typedIn(event.currentTarget), rule.currency);
    setProblems("problems" in result ? result.problems : {});
    if (!("problems" in result || busy)) void attempt(() => decide(rule, day, "post", result.draft));
  };
  return (
    <form
      class="card setting recurring-form"
      aria-label={t("recurring.occurrence")}
      aria-busy={busy}
      onSubmit={save}
      noValidate
    >
      <p class="hint">{t("recurring.occurrenceText", { name: rule.description, day: fullDay(day) })}</p>
      <div class="edit-row recurring-fields">
        <ExpenseFields form={FORM} typed={typed} problems={problems} currency={rule.currency} focusAmount />
      </div>
      {problem && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
      <EditActions onCancel={onCancel} />
    </form>
  );
}
