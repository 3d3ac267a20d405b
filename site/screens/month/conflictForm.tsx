import "../../i18n/en/activity";
import "../../i18n/en/changes";
import type { TargetedSubmitEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import { chosenChanges } from "../../data/expenses/conflictChoice";
import { conflictsOf } from "../../data/expenses/editConflicts";
import type { Changes } from "../../data/expenses/model";
import { type Editing, stopEditing } from "../../data/forms/openForms";
import { resumeWrites } from "../../data/offline/replaySchedule";
import { change } from "../../data/writes/changeExpense";
import { dropIdleChanges } from "../../data/writes/writeJournal";
import { t } from "../../i18n";
import { keepTyped } from "../../lib/storage/typedForms";
import { EditActions } from "../../parts/basics/editActions";
import { inOwnWords } from "../../parts/fields/inOwnWords";
import { labelOf, valueIn } from "../activity/activityWords";

/** Both values of each field that the user and somebody else changed: the user chooses which one to keep. */
export function ConflictForm({
  before,
  stored,
  changes,
  write,
  form,
}: NonNullable<Editing["conflict"]> & {
  changes: Changes;
  write: Editing["write"];
  /** The name under which the user's input is kept. */
  form: string;
}) {
  const choices = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    // The line that it replaces had the focus, unless the user went on elsewhere while the server answered.
    if (document.activeElement === document.body) choices.current?.querySelector("input")?.focus();
  }, []);
  const fields = conflictsOf(before, changes, stored);
  const mine = { ...before, ...changes, amount: String(changes.amount ?? before.amount) } as Expense;
  const leave = () => {
    dropIdleChanges(stored.expenseId, (_, key) => key === write);
    keepTyped(form, undefined);
    stopEditing();
    resumeWrites(); // Others may need a decision too.
  };
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const choice = new FormData(event.currentTarget);
    const theirs = fields.filter((field) => choice.get(field) === "theirs");
    const kept = chosenChanges(before, changes, stored, theirs);
    leave();
    if (Object.keys(kept).length > 0) void change(stored, kept);
  };
  return (
    <form
      ref={choices}
      class="edit-row conflict"
      aria-label={t("changes.conflict", { name: stored.description })}
      onSubmit={save}
      onKeyDown={({ key }) => key === "Escape" && leave()}
      {...inOwnWords}
    >
      <p class="problem boxed" role="alert">
        {t("changes.changedElsewhere", { name: stored.description })}
      </p>
      {fields.map((field) => (
        <fieldset key={field} class="conflict-field">
          <legend>{labelOf(field) ?? field}</legend>
          <Choice field={field} value="mine" head={t("changes.yours")} text={valueIn(mine, field)} />
          <Choice field={field} value="theirs" head={t("changes.theirs")} text={valueIn(stored, field)} />
        </fieldset>
      ))}
      <EditActions onCancel={leave} />
    </form>
  );
}

function Choice({ field, value, head, text }: { field: string; value: string; head: string; text: string }) {
  return (
    <label class="conflict-choice">
      <input type="radio" name={field} value={value} required />
      <span class="item-text">
        <span class="item-detail muted">{head}</span>
        <bdi class="conflict-value">{text}</bdi>
      </span>
    </label>
  );
}
