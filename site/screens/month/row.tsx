import { Trash2 } from "lucide";
import { categoryName } from "../../categories";
import { editing, remove } from "../../data/changes";
import type { Row } from "../../data/view";
import { t } from "../../i18n";
import { money } from "../../lib/format";
import { CategorySign } from "../../parts/categorySign";
import { Icon } from "../../parts/icon";

/** An expense as a line: its sign, what it was for and what it cost. */
export function ExpenseRow({ row: { expense, entry } }: { row: Row }) {
  const { expenseId, description, category, amount, currency } = expense;
  return (
    <div class={`row ${entry ? "pending" : ""}`} data-id={expenseId}>
      <CategorySign category={category} />
      <button
        type="button"
        class="row-open"
        disabled={entry !== undefined}
        aria-label={`${description}, ${money(amount, currency)}, ${categoryName(category)}`}
        onClick={() => {
          editing.value = { expenseId };
        }}
      >
        <span class="row-text">
          <bdi class="row-name">{description}</bdi>
          <span class="row-category muted">
            {categoryName(category)}
            {entry && ` · ${t().expense.saving}`}
          </span>
        </span>
        <span class="row-amount">{money(amount, currency)}</span>
      </button>
      {!entry && (
        <button
          type="button"
          class="icon-button row-delete"
          aria-label={t().expense.deleteOf(description)}
          onClick={() => void remove(expense)}
        >
          <Icon node={Trash2} size={18} />
        </button>
      )}
    </div>
  );
}
