import type { Expense } from "../../domain/expense";
import type { Summary } from "../../domain/summary";
import { compareNewest, type ExpenseList } from "./lists";
import { type Entry, expected, outbox } from "./outbox";
import { adjustSummary } from "./sums";

/** One line of the list: an expense, and its entry in the outbox while it is not confirmed. */
export interface Row {
  expense: Expense;
  entry?: Entry;
}

/** What is to be sent and belongs to a month; refused entries too, they wait for the user. */
function entriesOf({ query: { month } }: ExpenseList): Entry[] {
  return outbox.value.filter(({ draft }) => month === undefined || draft.date.startsWith(month));
}

/** The expenses of a list with those that are still on their way, newest first. */
export function rowsOf(list: ExpenseList): Row[] {
  const saved = list.expenses.value.map((expense): Row => ({ expense }));
  const pending = entriesOf(list).map((entry): Row => ({ expense: expected(entry), entry }));
  if (pending.length === 0) return saved;
  return [...pending, ...saved].sort((a, b) => compareNewest(a.expense, b.expense));
}

/** The sums of a month with what is still on its way. */
export function summaryOf(list: ExpenseList): Summary | undefined {
  return entriesOf(list)
    .filter(({ state }) => state !== "refused")
    .reduce<Summary | undefined>(
      (summary, entry) => summary && adjustSummary(summary, undefined, expected(entry)),
      list.summary.value,
    );
}
