import "../../i18n/en/changes";
import type { Expense } from "../../../domain/expenses/expense";
import { t } from "../../i18n";
import { monthName } from "../../lib/formatting/format";
import { EVERYWHERE, navigate, route } from "../../lib/page/pageRoute";
import { showToast, type ToastAction } from "../../lib/page/toasts";
import { monthAt } from "../forms/openForms";
import { filterOf, searchOf } from "../lists/listFilter";
import { belongs, type ListQuery } from "../lists/listQuery";
import { sought } from "../lists/scrollTarget";

const monthOf = ({ date }: Expense) => date.slice(0, 7);

/** The list on screen; undefined on a screen without one. */
function listOnScreen(): ListQuery | undefined {
  const { path, query } = route.peek();
  const filter = searchOf(filterOf(query));
  if (path === EVERYWHERE) return filter;
  const month = monthAt(path);
  return month === undefined ? undefined : { month, ...filter };
}

/** Goes to the month of an expense, and scrolls to it. */
function show(expense: Expense): void {
  sought.value = expense.expenseId;
  navigate(monthOf(expense));
}

/** Offers to go to the first of some expenses that the list on screen does not have. In the trash they are in none. */
export function waysTo(expenses: readonly Expense[]): ToastAction[] {
  const list = listOnScreen();
  const away = expenses.find((one) => !one.deletedAt && !(list && belongs(one, list)));
  return away ? [{ label: t("app.show"), run: () => show(away) }] : [];
}

/** Says where an expense is by now, and offers to go there if the list on screen does not have it. */
export function whereabouts(expense: Expense): { text: string; actions: ToastAction[] } {
  const { description: name } = expense;
  const actions = waysTo([expense]);
  if (actions.length === 0) return { text: t("changes.saved", { name }), actions };
  const text = isOfOtherMonth(expense)
    ? t("changes.inMonth", { name, month: monthName(monthOf(expense)) })
    : t("changes.filteredOut", { name });
  return { text, actions };
}

/** Says that an expense is back, where it is if the list on screen does not have it, and offers to undo it. */
export function tellRestored(expense: Expense, undo: ToastAction, show: typeof showToast): void {
  const { description: name } = expense;
  const actions = waysTo([expense]);
  const isElsewhere = actions.length > 0 && isOfOtherMonth(expense);
  const text = isElsewhere
    ? t("changes.restoredIn", { name, month: monthName(monthOf(expense)) })
    : t("changes.restored", { name });
  show(text, ...actions, undo);
}

/** True unless the list on screen is of the month of an expense. */
const isOfOtherMonth = (expense: Expense) => listOnScreen()?.month !== monthOf(expense);

/**
 * Says that a new expense is saved if the list on screen does not have it, and offers to go there or to undo it.
 * @returns false if there is nothing to say.
 */
export function tellHidden(expense: Expense, undo: ToastAction): boolean {
  const actions = waysTo([expense]);
  if (actions.length === 0) return false;
  // A search in all months is of none, and only its filter hides something.
  const isElsewhere = route.peek().path !== EVERYWHERE && isOfOtherMonth(expense);
  const text = isElsewhere
    ? t("changes.savedElsewhere", { month: monthName(monthOf(expense)) })
    : t("changes.addedFiltered", { name: expense.description });
  showToast(text, ...actions, undo);
  return true;
}
