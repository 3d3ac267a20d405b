import type { Summary } from "../../../domain/expenses/summary";
import { currency } from "../../lib/ledger/shownSettings";
import { adjustSummary } from "../expenses/expenseSums";
import type { Entry, Row } from "../expenses/model";
import { expected, outbox } from "../outbox/outbox";
import type { ExpenseList } from "./expenseLists";
import { compareNewest } from "./listQuery";

/** Unsent entries of a list, including refused ones that wait for the user, and without those that were given up. */
function entriesOf({ query: { month } }: ExpenseList): Entry[] {
  return outbox.value.filter(
    ({ draft, unwanted }) => !unwanted && (month === undefined || draft.date.startsWith(month)),
  );
}

/** The expenses of a list and its unsent entries, newest first. */
export function rowsOf(list: ExpenseList): Row[] {
  const saved = list.expenses.value.map((expense): Row => ({ expense }));
  const pending = entriesOf(list).map((entry): Row => ({ expense: expected(entry), entry }));
  if (pending.length === 0) return saved;
  return [...pending, ...saved].sort((a, b) => compareNewest(a.expense, b.expense));
}

/** Returns true for what sums include: an entry that was refused may never become an expense. */
export const isCounted = (entry?: Entry) => entry?.state !== "refused";

/** The sums of a month including unsent entries; the user's own currency comes first. */
export function summaryOf(list: ExpenseList): Summary | undefined {
  const summary = entriesOf(list)
    .filter(isCounted)
    .reduce<Summary | undefined>(
      (sums, entry) => sums && adjustSummary(sums, undefined, expected(entry)),
      list.summary.value,
    );
  const isOwn = (sums: { currency: string }) => Number(sums.currency === currency());
  return summary && { ...summary, currencies: summary.currencies.toSorted((a, b) => isOwn(b) - isOwn(a)) };
}
