import { DEFAULT_KIND } from "../../../domain/expenses/kinds";
import { isolate } from "../../../domain/values/text";
import { sharesIn } from "../../data/expenses/expenseSums";
import type { Row } from "../../data/expenses/model";
import { editing, justEdited, lastFocused } from "../../data/forms/openForms";
import { selected, toggle } from "../../data/lists/selection";
import { isWaiting } from "../../data/outbox/pendingWrites";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import type { IconName } from "../../lib/categories/icons";
import { fullDay } from "../../lib/formatting/format";
import { partsInWords } from "../../lib/formatting/partsInWords";
import { authorOf, mayEdit } from "../../lib/ledger/openLedger";
import { later } from "../../lib/network/fetchedCode";
import { Amount } from "../../parts/basics/amount";
import { CategorySign } from "../../parts/basics/categorySign";
import { Icon } from "../../parts/basics/icon";

interface ExpenseListItemProps {
  row: Row;
  /** True if no heading shows the day. */
  dated: boolean;
  /** True if Tab stops at the row. It stops at one row of a list; the arrows lead to the others. */
  isStop: boolean;
}

/** A row with an expense: icon, description and amount. */
export function ExpenseListItem({ row: { expense, entry }, dated, isStop }: ExpenseListItemProps) {
  const { expenseId, description, category, date, kind, merchant, tags = [], parts, createdBy } = expense;
  const waits = isWaiting(expenseId);
  const details = [
    kind && kind !== DEFAULT_KIND && t(`expense.kind.${kind}`),
    parts?.length ? partsInWords(sharesIn(expense), expense.currency) : isolate(categoryName(category)),
    merchant && isolate(merchant),
    ...tags.map((tag) => isolate(`#${tag}`)),
    dated && fullDay(date),
    authorOf(createdBy),
    waits ? stateOf("waiting") : entry && stateOf(entry.state),
  ];
  // Once it was sent, it may be stored.
  const isHere = entry?.state === "waiting" && !entry.tried;
  const editable = !entry && mayEdit(createdBy);
  return (
    <div class={`row ${entry || waits ? "pending" : ""} ${selected.value.has(expenseId) ? "selected" : ""}`}>
      {editable ? <SelectSign {...expense} /> : <CategorySign category={category} />}
      <button
        type="button"
        class="row-open"
        tabIndex={isStop ? 0 : -1}
        disabled={entry !== undefined && !isHere}
        onFocus={() => {
          lastFocused.value = expenseId;
        }}
        ref={justEdited.value === expenseId ? takeFocusBack : null}
        onClick={() => {
          if (entry) act(({ hold }) => hold(entry.key));
          else editing.value = { expenseId };
        }}
      >
        <span class="row-text">
          <bdi class="row-name">{description}</bdi>
          <span class="row-category muted" dir="auto">
            {details.filter(Boolean).join(" · ")}
          </span>
        </span>
        <Amount {...expense} />
      </button>
      {editable && (
        <>
          <RowButton
            action="categorise"
            name={description}
            icon="tag"
            onPress={() => act(({ askCategory }) => askCategory(expense))}
          />
          <RowButton
            action="delete"
            name={description}
            icon="trash"
            onPress={() => act(({ remove }) => void remove(expense))}
          />
        </>
      )}
    </div>
  );
}

const act = later(() => import("./expenseActions"));

interface RowButtonProps {
  action: "categorise" | "delete";
  name: string;
  icon: IconName;
  onPress: () => void;
}

/** An action on a row, beside it or, where fingers swipe, behind its end. */
function RowButton({ action, name, icon, onPress }: RowButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button row-${action}`}
      tabIndex={-1}
      aria-label={t(`expense.${action}Of`, { name })}
      onClick={onPress}
    >
      <Icon name={icon} size={18} />
    </button>
  );
}

/** The sign of a category is also where its expense is selected. */
function SelectSign({ expenseId, description, category }: Row["expense"]) {
  const checked = selected.value.has(expenseId);
  return (
    <label class="select-sign">
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={t("month.select", { name: description })}
        checked={checked}
        onChange={() => toggle(expenseId)}
      />
      {checked ? (
        <span class="sign checked">
          <Icon name="check" size={18} />
        </span>
      ) : (
        <CategorySign category={category} />
      )}
    </label>
  );
}

function stateOf(state: "sending" | "waiting" | "refused"): string {
  return state === "sending" ? t("expense.saving") : t("expense.waiting");
}

/** Gives the focus to the line that was just edited or sought. */
export function takeFocusBack(line: HTMLElement | null): void {
  if (!line) return;
  justEdited.value = undefined;
  // A click elsewhere moved the focus on purpose; only a form that disappeared leaves no element focused.
  if (document.activeElement === document.body) line.focus({ preventScroll: true });
}
