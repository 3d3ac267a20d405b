import type { Trends } from "../../../domain/digests/trendSchemas";
import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { untilSummed } from "../../lib/network/untilSummed";
import { minorOf } from "../expenses/expenseSums";
import { callOrKept } from "../storage/answerCache";

/** The trends of one currency. */
export type CurrencyTrends = Trends["currencies"][number];

/** Reads two years: what the screen compares. */
export const readTrends = (): Promise<Trends> =>
  untilSummed(() => callOrKept("GET /trends", { query: { months: 24 } }));

/** The amount spent in a month, or in some categories of it. */
export interface MonthBar {
  month: string;
  total: string;
  /** The largest categories of all months first, then the rest. Only positive amounts can be drawn. */
  parts: readonly { category: string | undefined; total: string }[];
}

/**
 * Bars by month, each made of the categories with the largest totals.
 * @param only Shows these categories alone.
 */
export function barsOf(
  { months, categories }: CurrencyTrends,
  largest: number,
  only?: readonly string[],
): MonthBar[] {
  const shown =
    only === undefined
      ? categories.slice(0, largest)
      : categories.filter(({ category }) => only.includes(category));
  return months.map(({ month, total }) => {
    const parts = shown.map(({ category, months: own }) => ({
      category,
      total: own.find((one) => one.month === month)?.total ?? zeroLike(total),
    }));
    const sum = parts.reduce((all, part) => all + minorOf(part.total), 0);
    const rest = { category: undefined, total: formatMinor(minorOf(total) - sum, decimalsIn(total)) };
    const drawn = (only === undefined ? [...parts, rest] : parts).filter((part) => minorOf(part.total) > 0);
    return { month, total: only === undefined ? total : formatMinor(sum, decimalsIn(total)), parts: drawn };
  });
}

/** Figures that compare like with like: full months with full months, and a part of one with the same part of others. */
export interface TrendComparison {
  /** The amount spent through this day of the current month, and of the month before. */
  toDay: { current: string; previous: string };
  /** The average of the full months from the first with expenses on; absent without any. */
  average?: string;
  /** The current year through today, and the year before through the same day; absent if that is before the first month. */
  years?: { current: string; previous: string };
}

export function compare({ months }: CurrencyTrends): TrendComparison {
  const [current, previous] = [months.at(-1), months.at(-2)];
  const like = current?.toDay ?? "0";
  const write = (minor: number) => formatMinor(minor, decimalsIn(like));
  const full = months.slice(0, -1);
  const used = full.slice(full.findIndex(({ count }) => count > 0));
  const hasUsed = full.some(({ count }) => count > 0);
  const year = Number(current?.month.slice(0, 4));
  const soFar = (of: number) => {
    const last = `${of}${current?.month.slice(4)}`;
    const before = months.filter(({ month }) => month.startsWith(`${of}-`) && month < last);
    const part = months.find(({ month }) => month === last);
    return write(before.reduce((sum, { total }) => sum + minorOf(total), minorOf(part?.toDay ?? "0")));
  };
  const knowsBoth = months.some(({ month }) => month === `${year - 1}-01`);
  return {
    toDay: { current: like, previous: previous?.toDay ?? write(0) },
    ...(hasUsed && {
      average: write(Math.round(used.reduce((sum, { total }) => sum + minorOf(total), 0) / used.length)),
    }),
    ...(knowsBoth && { years: { current: soFar(year), previous: soFar(year - 1) } }),
  };
}

const zeroLike = (amount: string) => formatMinor(0, decimalsIn(amount));
