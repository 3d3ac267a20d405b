import { toExpense } from "../expenses/expense";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import { changesOf } from "../expenses/historyAnswers";

/**
 * The expenses of a list as the API shows them, in pages, each with its history, if it has any.
 * @param seen IDs of expenses that another list of the export has: one that was deleted meanwhile is in the trash as well.
 *   The IDs of this one are added.
 */
export async function* exportedExpenses(
  expenses: Pick<ExpenseRepository, "pages" | "histories">,
  listId: string,
  seen: Set<string>,
) {
  for await (const page of expenses.pages({ listId }, {}, seen)) {
    const histories = await expenses.histories(page);
    yield page.map((item) => {
      const history = changesOf(histories.get(item.expenseId) ?? {});
      return { ...toExpense(item), ...(history.length > 0 && { history }) };
    });
  }
}
