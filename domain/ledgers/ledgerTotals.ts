import type { ExpenseRepository } from "../expenses/expenseRepository";
import { Summariser } from "../expenses/summary";
import type { LedgerRepository } from "./ledgerRepository";
import type { TotalsPage } from "./totalsSchemas";

/** Ledgers on a page: each is a query of its own. */
const PAGE_SIZE = 25;

/** Totals of ledgers for a month, one page of ledgers at a time. Only sums: the expenses themselves are private. */
export async function totalsOf(
  month: string,
  after: string | undefined,
  { expenses, ledgers }: { expenses: ExpenseRepository; ledgers: LedgerRepository },
): Promise<TotalsPage> {
  const page: TotalsPage = { month, ledgers: [] };
  for await (const ids of ledgers.all(after)) {
    for (const ledgerId of ids) {
      if (page.ledgers.length === PAGE_SIZE) return { ...page, cursor: page.ledgers.at(-1)?.ledgerId };
      page.ledgers.push({ ledgerId, currencies: await currenciesOf(expenses, ledgerId, month) });
    }
  }
  return page;
}

async function currenciesOf(expenses: ExpenseRepository, ledgerId: string, month: string) {
  const summariser = new Summariser();
  for await (const page of expenses.pages({ listId: ledgerId, month })) {
    for (const item of page) summariser.add(item);
  }
  return summariser
    .result(month, month)
    .currencies.map(({ currency, total, count }) => ({ currency, total, count }));
}
