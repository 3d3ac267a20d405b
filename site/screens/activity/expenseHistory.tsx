import "../../i18n/en/activity";
import { useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import type { Change } from "../../../domain/expenses/historyAnswers";
import { stopEditing } from "../../data/forms/openForms";
import { callOrKept } from "../../data/storage/answerCache";
import { takeBack } from "../../data/writes/changeExpense";
import { t } from "../../i18n";
import { moment } from "../../lib/formatting/time";
import { mayEdit } from "../../lib/ledger/openLedger";
import { ActionButton } from "../../parts/basics/actionButton";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { headOf, isUndoable, linesOf, loggedBy } from "./activityWords";

/** The history of an expense, read when it is opened. Changes can be undone. */
export function ExpenseHistory({ expense }: { expense: Expense }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="history" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("activity.history")}</summary>
      {open && <Changes expense={expense} />}
    </details>
  );
}

function Changes({ expense }: { expense: Expense }) {
  const { expenseId, version, createdBy } = expense;
  const history = useLoad(
    () => callOrKept("GET /expenses/{id}/history", { path: { id: expenseId } }),
    `${expenseId} ${version}`,
  );
  const isMine = mayEdit(createdBy);
  return (
    <Loaded from={history} rows={2}>
      {({ changes, ...created }) => (
        <ul class="rows">
          {changes.map((change) => (
            <li key={change.version} class="item">
              <Step change={change} />
              {isMine && isUndoable(change) && (
                <ActionButton
                  text={t("activity.undo")}
                  label={t("activity.undoOf", { when: moment(change.at) })}
                  run={() => undo(expense, change)}
                />
              )}
            </li>
          ))}
          <li class="item">
            <span class="item-text">
              <span class="item-name">{loggedBy(created)}</span>
              <span class="item-detail muted">{moment(created.createdAt)}</span>
            </span>
          </li>
        </ul>
      )}
    </Loaded>
  );
}

/** The author of a change, and its fields. */
export function Step({ change }: { change: Change }) {
  return (
    <span class="item-text">
      <span class="item-name">{headOf(change)}</span>
      {linesOf(change).map((line) => (
        <span key={line} class="item-detail">
          {line}
        </span>
      ))}
      <span class="item-detail muted">{moment(change.at)}</span>
    </span>
  );
}

async function undo(expense: Expense, { version }: Change): Promise<void> {
  await takeBack(expense, version);
  stopEditing();
}
