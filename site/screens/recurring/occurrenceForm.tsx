import "../../i18n/en/recurring";
import type { TargetedSubmitEvent } from "preact";
import { check } from "../../data/forms/draftValidation";
import type { Problems } from "../../data/forms/formInput";
import { inputOf } from "../../data/forms/keptInput";
import { type Occurrence, occurrenceForm } from "../../data/recurring/recurringForms";
import { postOccurrence } from "../../data/recurring/recurringRules";
import { inWords, t } from "../../i18n";
import { fullDay } from "../../lib/formatting/format";
import { keepTyped } from "../../lib/storage/typedForms";
import { EditActions } from "../../parts/basics/editActions";
import { useProblems } from "../../parts/fields/useProblems";
import { useTyped } from "../../parts/fields/useTyped";
import { ExpenseFields } from "../expenseForm/expenseFields";
import { fieldsOf, useAttempt } from "./ruleFields";

interface OccurrenceFormProps extends Occurrence {
  onDone: () => Promise<void>;
  onCancel: () => void;
  /** Shows the rules anew after it was taken back. */
  onChanged: () => Promise<void>;
}

/** Changes a single occurrence and enters it. The others stay as they are. */
export function OccurrenceForm({ rule, day, onDone, onCancel, onChanged }: OccurrenceFormProps) {
  const typed = { ...fieldsOf(rule), date: day };
  const name = occurrenceForm({ rule, day });
  const { form, keep } = useTyped(name);
  const [problems, setProblems] = useProblems<Problems>(form, {});
  const { problem, busy, attempt } = useAttempt(name, onDone);
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = check(inputOf(event.currentTarget, name), rule.currency);
    setProblems("problems" in result ? result.problems : {});
    if ("problems" in result || busy) return;
    void attempt(() => postOccurrence(rule, day, onChanged, result.draft));
  };
  return (
    <form
      ref={form}
      class="card setting recurring-form"
      aria-label={t("recurring.occurrence")}
      aria-busy={busy}
      onSubmit={save}
      onInput={keep}
      noValidate
    >
      <p class="hint">{t("recurring.occurrenceText", { name: rule.description, day: fullDay(day) })}</p>
      <div class="edit-row recurring-fields">
        <ExpenseFields form={name} typed={typed} problems={problems} currency={rule.currency} focusAmount />
      </div>
      {problem && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
      <EditActions
        onCancel={() => {
          keepTyped(name, undefined);
          onCancel();
        }}
      />
    </form>
  );
}
