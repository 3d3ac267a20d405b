import type { Reading } from "../expenses/expensePages";
import { ApiError } from "../http/apiError";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { TotalsPage } from "../ledgers/totalsSchemas";
import { addMonths } from "../values/day";
import type { MonthDigests } from "./monthDigests";
import { summaryOf } from "./periodSums";

/** Ledgers on a page: each takes requests of its own. */
const PAGE_SIZE = 25;

interface TotalsSources {
  digests: Pick<MonthDigests, "read">;
  ledgers: Pick<LedgerRepository, "all">;
}

/**
 * Returns the totals of ledgers for a month, one page of ledgers at a time, for as many as there is time for. Only
 * sums: the expenses themselves are private.
 * @throws ApiError 503 if there is not enough time for one. The next call continues.
 */
export async function totalsOf(
  month: string,
  after: string | undefined,
  { digests, ledgers }: TotalsSources,
  reading: Reading,
): Promise<TotalsPage> {
  const page: TotalsPage = { month, ledgers: [] };
  for await (const ids of ledgers.all(after)) {
    for (const ledgerId of ids) {
      const last = page.ledgers.at(-1)?.ledgerId;
      const isEnd = page.ledgers.length === PAGE_SIZE || (last !== undefined && !reading.hasTime());
      if (isEnd) return { ...page, cursor: last };
      try {
        page.ledgers.push({ ledgerId, currencies: await currenciesOf(digests, ledgerId, month, reading) });
      } catch (error) {
        const isUnfinished = error instanceof ApiError && error.code === "sums.unfinished";
        if (!isUnfinished || last === undefined) throw error;
        return { ...page, cursor: last };
      }
    }
  }
  return page;
}

async function currenciesOf(
  digests: TotalsSources["digests"],
  ledgerId: string,
  month: string,
  reading: Reading,
): Promise<TotalsPage["ledgers"][number]["currencies"]> {
  const months = await digests.read(ledgerId, [month], reading);
  return summaryOf(month, addMonths(month, -1), months).currencies.map(({ currency, total, count }) => ({
    currency,
    total,
    count,
  }));
}
