import "../../i18n/en/changes";
import type { TargetedSubmitEvent } from "preact";
import type { Expense } from "../../../domain/expenses/expense";
import type { Draft, Entry } from "../../data/expenses/model";
import { check } from "../../data/forms/draftValidation";
import type { Problems, Typed } from "../../data/forms/formInput";
import { inputOf } from "../../data/forms/keptInput";
import { editForm, editing, stopEditing } from "../../data/forms/openForms";
import { release, repost } from "../../data/outbox/outboxEdits";
import { addAgain } from "../../data/writes/addAgain";
import { change, changesOf, remove } from "../../data/writes/changeExpense";
import { asOpened, keepOpened } from "../../data/writes/openedExpense";
import { giveUp } from "../../data/writes/undoAdd";
import { dropIdleChanges } from "../../data/writes/writeJournal";
import { inWords, t } from "../../i18n";
import { hasReceipts } from "../../lib/config/hasReceipts";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { mayAdd, mayEdit, mayEditAll } from "../../lib/ledger/openLedger";
import type { ShownProblem } from "../../lib/network/requestError";
import { hrefOf } from "../../lib/page/pageRoute";
import { keepTyped } from "../../lib/storage/typedForms";
import { EditActions } from "../../parts/basics/editActions";
import { useProblems } from "../../parts/fields/useProblems";
import { useTyped } from "../../parts/fields/useTyped";
import { lazy } from "../../parts/loading/lazy";
import { ExpenseFields } from "../expenseForm/expenseFields";
import { ConflictForm } from "./conflictForm";
import { Details } from "./details";

const ExpenseHistory = lazy(async () => (await import("../activity/expenseHistory")).ExpenseHistory);
const ExpenseReceipt = lazy(async () => (await import("../receipts/expenseReceipt")).ExpenseReceipt);

interface EditFormProps {
  /** Identifies the form among the kept ones. */
  name: string;
  typed: Typed;
  currency: string;
  problem?: ShownProblem | undefined;
  onType?: () => void;
  onSave: (draft: Draft) => void;
  onCancel?: () => void;
  onDelete: () => void;
}

/** The row of an expense in edit mode. Enter saves, Escape cancels. */
function EditForm({ name, typed, currency, problem, onType, onSave, onCancel, onDelete }: EditFormProps) {
  const { form, keep } = useTyped(name);
  const [problems, setProblems] = useProblems<Problems>(
    form,
    // That of an element of a list shows at the list.
    problem?.field ? { [problem.field.split(".")[0] ?? ""]: problem.message } : {},
  );
  const leave = (then: () => void) => {
    keepTyped(name, undefined);
    then();
  };
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = check(inputOf(event.currentTarget, name), currency);
    if ("problems" in result) setProblems(result.problems);
    else leave(() => onSave(result.draft));
  };
  return (
    <form
      ref={form}
      class="edit-row"
      aria-label={t("changes.edit", { name: typed.description })}
      onSubmit={save}
      onInput={() => {
        keep();
        onType?.();
      }}
      onKeyDown={({ key }) => key === "Escape" && onCancel && leave(onCancel)}
      noValidate
    >
      <ExpenseFields form={name} typed={typed} problems={problems} currency={currency} focusAmount />
      {problem && !problem.field && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
      <EditActions
        removal={{ text: t("changes.delete"), onClick: () => leave(onDelete) }}
        onCancel={onCancel && (() => leave(onCancel))}
      />
    </form>
  );
}

/** Closes the form, so that the new row is visible. */
function repeat(expense: Expense): void {
  stopEditing();
  addAgain(expense);
}

/** Edits a stored expense, or shows it to users who may not edit it. */
export function EditRow({ expense }: { expense: Expense }) {
  return (
    <>
      {mayEdit(expense.createdBy) ? (
        <Editing expense={expense} />
      ) : (
        <Details expense={expense} problem={editing.value?.problem} />
      )}
      <p class="edit-row-link">
        {mayAdd() && (
          <button type="button" class="button quiet small" onClick={() => repeat(expense)}>
            {t("changes.again")}
          </button>
        )}
        {mayEditAll() && (
          <a class="button quiet small" href={hrefOf("settings/recurring", { like: expense.expenseId })}>
            {t("changes.recur")}
          </a>
        )}
      </p>
      {hasReceipts() && <ExpenseReceipt expense={expense} />}
      <ExpenseHistory expense={expense} />
    </>
  );
}

function Editing({ expense }: { expense: Expense }) {
  const { typed, problem, conflict, write } = editing.value ?? {};
  const form = editForm(expense.expenseId);
  if (conflict && typed) return <ConflictForm {...conflict} changes={typed} write={write} form={form} />;
  const before = asOpened(expense);
  const shown = { ...before, ...typed };
  return (
    <EditForm
      name={form}
      typed={{ ...shown, amount: editableAmount(String(shown.amount), shown.currency) }}
      currency={shown.currency}
      problem={problem}
      onType={() => keepOpened(before, typed)}
      onSave={(draft) => {
        const changes = changesOf(before, draft);
        stopEditing();
        if (Object.keys(changes).length > 0) void change(before, changes);
      }}
      onCancel={stopEditing}
      onDelete={() => {
        dropIdleChanges(expense.expenseId);
        stopEditing();
        void remove(expense);
      }}
    />
  );
}

/** A new expense that is not sent yet. If the server refused it, the reason is shown next to the field, and saving sends it again. */
export function RefusedEntry({ entry }: { entry: Entry }) {
  const { key, draft, problem } = entry;
  return (
    <EditForm
      name={key}
      typed={{ ...draft, amount: editableAmount(draft.amount, draft.currency) }}
      currency={draft.currency}
      problem={problem}
      onSave={(changed) => repost(key, { ...draft, ...changed })}
      onCancel={problem ? undefined : () => release(key)}
      onDelete={() => giveUp(entry)}
    />
  );
}
