import type { Expense } from "../../../domain/expenses/expense";
import type { Said } from "../../i18n";
import { mayEdit } from "../../lib/ledger/openLedger";
import type { Row } from "../expenses/model";
import { type ExpenseList, loadMore } from "./expenseLists";
import { arrange, type Filter } from "./listFilter";
import { rowsOf } from "./listRows";
import { select, selected } from "./selection";

/** The expenses of rows that the user may change. */
export function selectable(rows: readonly Row[]): Expense[] {
  return rows
    .filter(({ expense, entry }) => !entry && mayEdit(expense.createdBy))
    .map(({ expense }) => expense);
}

/**
 * Selects all of a list, which is read to its end for that; not if the selection is given up meanwhile.
 * @returns why the list could not be read, if it could not.
 */
export async function selectWhole(list: ExpenseList, filter: Filter): Promise<Said | undefined> {
  while (list.cursor.value !== undefined && selected.value.size > 0) {
    await loadMore(list);
    if (list.problem.value) return list.problem.value.message;
  }
  if (selected.value.size === 0) return undefined;
  const rows = arrange(rowsOf(list), filter);
  select(selectable(rows).map(({ expenseId }) => expenseId));
  return undefined;
}
