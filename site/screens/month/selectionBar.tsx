import "../../i18n/en/changes";
import { useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import type { Row } from "../../data/expenses/model";
import type { ExpenseList } from "../../data/lists/expenseLists";
import type { Filter } from "../../data/lists/listFilter";
import { selectable, selectWhole } from "../../data/lists/selectAll";
import { select, selected } from "../../data/lists/selection";
import { removeMany } from "../../data/writes/bulkChange";
import { remove } from "../../data/writes/changeExpense";
import { t } from "../../i18n";
import { showToast } from "../../lib/page/toasts";
import { Icon } from "../../parts/basics/icon";
import { CategoryOptions } from "../../parts/fields/categoryOptions";
import { categorise } from "./categorySheet";

const clear = () => select([]);

/** Actions for all selected expenses. */
export function SelectionBar({
  list,
  rows,
  filter,
}: {
  list: ExpenseList;
  rows: readonly Row[];
  filter: Filter;
}) {
  const [reading, setReading] = useState(false);
  const shown = selectable(rows);
  const chosen = shown.filter(({ expenseId }) => selected.value.has(expenseId));
  if (chosen.length === 0) return null;
  const isWhole = list.cursor.value === undefined;
  const selectAll = async () => {
    setReading(true);
    const problem = await selectWhole(list, filter);
    setReading(false);
    if (problem) showToast(problem);
  };
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
        {reading
          ? t("changes.reading", { count: list.expenses.value.length })
          : t("changes.selected", { count: chosen.length })}
      </span>
      {!reading && (chosen.length < shown.length || !isWhole) && (
        <button type="button" class="button quiet" onClick={() => void selectAll()}>
          {isWhole ? t("changes.selectAll", { count: shown.length }) : t("changes.selectWhole")}
        </button>
      )}
      <span class="push" />
      <CategoryMenu onChoose={(category) => act((expenses) => categorise(expenses, category))} />
      <button
        type="button"
        class="icon-button danger"
        aria-label={t("changes.bulk.delete", { count: chosen.length })}
        onClick={() => act(removeAny)}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}

function CategoryMenu({ onChoose }: { onChoose: (category: string) => void }) {
  return (
    <select
      class="input selection-category"
      aria-label={t("changes.changeCategory")}
      value=""
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value="" disabled>
        {t("changes.changeCategory")}
      </option>
      <CategoryOptions value="" />
    </select>
  );
}

/** It can be undone immediately, even before the server has answered. */
async function removeAny(expenses: readonly Expense[]): Promise<void> {
  const [only, ...more] = expenses;
  return only && more.length === 0 ? remove(only) : removeMany(expenses);
}
