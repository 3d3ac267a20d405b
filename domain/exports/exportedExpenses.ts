import { toExpense } from "../expenses/expense";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import { changesOf } from "../expenses/historyAnswers";
import type { ExpenseItem } from "../expenses/model";

/** Pages of expenses as the API shows them, each with its history, if it has any. */
export async function* exportedExpenses(
  expenses: Pick<ExpenseRepository, "histories">,
  pages: AsyncIterable<ExpenseItem[]>,
) {
  for await (const page of pages) {
    const histories = await expenses.histories(page);
    yield page.map((item) => {
      const history = changesOf(histories.get(item.expenseId) ?? {});
      return { ...toExpense(item), ...(history.length > 0 && { history }) };
    });
  }
}
