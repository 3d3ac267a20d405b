import type { PeriodSummary } from "../../../domain/expenses/summary";
import { getOrAdd } from "../../../domain/values/maps";
import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { untilSummed } from "../../lib/network/untilSummed";
import { minorOf } from "../expenses/expenseSums";
import { callOrKept } from "../storage/answerCache";

/** The amount spent in a month, in one currency. */
interface MonthSpent {
  total: string;
  currency: string;
}

/** Reads the amount spent in each month of a year that has any, in the ledger's currency where that has. */
export async function readYear(year: number, own: string): Promise<Map<string, MonthSpent>> {
  const query = { from: `${year}-01-01`, to: `${year}-12-31` };
  return spentByMonth(await untilSummed(() => callOrKept("GET /summary", { query })), own);
}

/** The amount spent in each month that has any: in a currency, or in the first other one where that has none. */
export function spentByMonth(
  { currencies }: { currencies: readonly Pick<PeriodSummary["currencies"][number], "currency" | "byDay">[] },
  own: string,
): Map<string, MonthSpent> {
  const first = currencies.filter(({ currency }) => currency === own);
  // The last of several entries of a month is the one that stays.
  const spent = [...first, ...currencies]
    .toReversed()
    .flatMap(({ currency, byDay }) =>
      [...sumsOf(byDay)].map(([month, total]) => [month, { total, currency }] as const),
    );
  return new Map(spent);
}

/** The totals of days, summed by month. */
function sumsOf(days: PeriodSummary["currencies"][number]["byDay"]): Map<string, string> {
  const byMonth = new Map<string, { minor: number; like: string }>();
  for (const { date, total } of days) {
    getOrAdd(byMonth, date.slice(0, 7), () => ({ minor: 0, like: total })).minor += minorOf(total);
  }
  return new Map(
    [...byMonth].map(([month, { minor, like }]) => [month, formatMinor(minor, decimalsIn(like))]),
  );
}
