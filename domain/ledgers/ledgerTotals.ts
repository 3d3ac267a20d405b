import type { ExpenseRepository } from "../expenses/expenseRepository";
import { Summariser } from "../expenses/summary";
import type { LedgerRepository } from "./ledgerRepository";
import type { TotalsPage } from "./totalsSchemas";

/** Ledgers on a page: each is a query of its own. */
const PAGE_SIZE = 25;

/**
 * Totals of ledgers for a month, one page of ledgers at a time, of as many as there is time for. Only sums: the expenses themselves
 * are private.
 */
export async function totalsOf(
  month: string,
  after: string | undefined,
  {
    expenses,
    ledgers,
    hasTime,
  }: { expenses: ExpenseRepository; ledgers: LedgerRepository; hasTime: () => boolean },
): Promise<TotalsPage> {
  const page: TotalsPage = { month, ledgers: [] };
  for await (const ids of ledgers.all(after)) {
    for (const ledgerId of ids) {
      const last = page.ledgers.at(-1)?.ledgerId;
      if (page.ledgers.length === PAGE_SIZE) return { ...page, cursor: last };
      const currencies = await currenciesOf(expenses, ledgerId, month, hasTime);
      if (currencies) page.ledgers.push({ ledgerId, currencies });
      // The next request has more time for it.
      else if (last !== undefined) return { ...page, cursor: last };
      // No request has enough.
      else return { ...page, ledgers: [{ ledgerId, currencies: [], tooLarge: true }], cursor: ledgerId };
    }
  }
  return page;
}

/** @returns undefined if there is not enough time. */
async function currenciesOf(
  expenses: ExpenseRepository,
  ledgerId: string,
  month: string,
  hasTime: () => boolean,
) {
  const summariser = new Summariser();
  for await (const page of expenses.pages({ listId: ledgerId, month })) {
    for (const item of page) summariser.add(item);
    if (!hasTime()) return undefined;
  }
  return summariser
    .result(month, month)
    .currencies.map(({ currency, total, count }) => ({ currency, total, count }));
}
