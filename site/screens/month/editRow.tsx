import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import { change, remove } from "../../data/changes";
import { check, type Problems, type Typed, typedIn } from "../../data/draft";
import { editing, stopEditing } from "../../data/editing";
import type { Draft, Entry } from "../../data/model";
import { discard, repost } from "../../data/outbox";
import { t } from "../../i18n";
import { editableAmount } from "../../lib/format";
import type { Problem } from "../../lib/requestError";
import { ExpenseFields } from "./fields";

interface EditFormProps {
  typed: Typed;
  currency: string;
  problem?: Problem | undefined;
  onSave: (draft: Draft) => void;
  onCancel?: () => void;
  onDelete: () => void;
}

/** The row of an expense in edit mode. Enter saves, Escape cancels. */
function EditForm({ typed, currency, problem, onSave, onCancel, onDelete }: EditFormProps) {
  const [problems, setProblems] = useState<Problems>(
    problem?.field ? { [problem.field]: problem.message } : {},
  );
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = check(typedIn(event.currentTarget), currency);
    if ("problems" in result) setProblems(result.problems);
    else onSave(result.draft);
  };
  return (
    <form
      class="edit-row"
      aria-label={t("expense.edit", { name: typed.description })}
      onSubmit={save}
      onKeyDown={({ key }) => key === "Escape" && onCancel?.()}
      noValidate
    >
      <ExpenseFields typed={typed} problems={problems} currency={currency} focusAmount />
      {problem && !problem.field && (
        <p class="problem boxed" role="alert">
          {problem.message}
        </p>
      )}
      <div class="edit-actions">
        <button type="button" class="button danger" onClick={onDelete}>
          {t("expense.delete")}
        </button>
        <span class="push" />
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            {t("app.cancel")}
          </button>
        )}
        <button type="submit" class="button primary">
          {t("app.save")}
        </button>
      </div>
    </form>
  );
}

/** Edits a stored expense. */
export function EditRow({ expense }: { expense: Expense }) {
  const { typed, problem } = editing.value ?? {};
  const shown = { ...expense, ...typed };
  return (
    <EditForm
      typed={{ ...shown, amount: editableAmount(String(shown.amount)) }}
      currency={shown.currency}
      problem={problem}
      onSave={(changes) => {
        stopEditing();
        void change(expense, changes);
      }}
      onCancel={stopEditing}
      onDelete={() => {
        stopEditing();
        void remove([expense]);
      }}
    />
  );
}

/** A new expense that the server refused: the reason is shown next to the field, and saving sends it again. */
export function RefusedRow({ entry }: { entry: Entry }) {
  const { key, draft, problem } = entry;
  return (
    <EditForm
      typed={{ ...draft, amount: editableAmount(draft.amount) }}
      currency={draft.currency}
      problem={problem}
      onSave={(changed) => repost(key, changed)}
      onDelete={() => discard(key)}
    />
  );
}
