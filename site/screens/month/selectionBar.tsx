import "../../i18n/en/changes";
import type { Expense } from "../../../domain/expenses/expense";
import { recategorise, remove } from "../../data/changes";
import { offered } from "../../data/known";
import type { Row } from "../../data/model";
import { select, selected } from "../../data/selection";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categoryLook";
import { mayEdit } from "../../lib/ledger";
import { Icon } from "../../parts/icon";

const clear = () => select([]);

/** Actions for all selected expenses. */
export function SelectionBar({ rows }: { rows: readonly Row[] }) {
  const shown = rows
    .filter(({ expense, entry }) => !entry && mayEdit(expense.createdBy))
    .map(({ expense }) => expense);
  const chosen = shown.filter(({ expenseId }) => selected.value.has(expenseId));
  if (chosen.length === 0) return null;
  const act = (action: (expenses: readonly Expense[]) => Promise<void>) => {
    clear();
    void action(chosen);
  };
  return (
    <div class="selection card" role="toolbar" aria-label={t("changes.selection")}>
      <button type="button" class="icon-button" aria-label={t("changes.clearSelection")} onClick={clear}>
        <Icon name="close" />
      </button>
      <span class="selection-count" role="status">
        {t("changes.selected", { count: chosen.length })}
      </span>
      {chosen.length < shown.length && (
        <button
          type="button"
          class="button quiet"
          onClick={() => select(shown.map(({ expenseId }) => expenseId))}
        >
          {t("changes.selectAll", { count: shown.length })}
        </button>
      )}
      <span class="push" />
      <select
        class="input selection-category"
        aria-label={t("changes.changeCategory")}
        value=""
        onChange={({ currentTarget }) => act((expenses) => recategorise(expenses, currentTarget.value))}
      >
        <option value="" disabled>
          {t("changes.changeCategory")}
        </option>
        {offered.value.map((name) => (
          <option key={name} value={name}>
            {categoryName(name)}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="icon-button danger"
        aria-label={t("changes.deleteSelected", { count: chosen.length })}
        onClick={() => act(remove)}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}
