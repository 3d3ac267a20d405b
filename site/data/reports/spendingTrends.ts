import { MAX_TREND_MONTHS } from "../../../domain/digests/trendMonths";
import type { Trends } from "../../../domain/digests/trendSchemas";
import { daysOfMonth } from "../../../domain/values/day";
import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { untilSummed } from "../../lib/network/untilSummed";
import { minorOf } from "../expenses/expenseSums";
import { callOrKept } from "../storage/answerCache";

/** The trends of one currency. */
export type CurrencyTrends = Trends["currencies"][number];

/** Reads as many months as the screen can compare. */
export const readTrends = (): Promise<Trends> =>
  untilSummed(() => callOrKept("GET /trends", { query: { months: MAX_TREND_MONTHS } }));

/** The amount spent in a month, or in some categories of it. */
interface MonthBar {
  month: string;
  total: string;
  /** The largest categories of all months first, then the rest. Only positive amounts can be drawn. */
  parts: readonly BarPart[];
}

interface BarPart {
  /** Undefined for the rest. */
  category: string | undefined;
  /** In percent of the largest month. The parts of a month are together as long as its total, less what was refunded. */
  length: number;
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
  const shown = only === undefined ? categories.slice(0, largest) : chosen(categories, only);
  const bars = months.map(({ month, total }) => {
    const parts = shown.map(({ category, months: own }) => ({
      category,
      minor: minorIn(own.find((one) => one.month === month)?.total),
    }));
    const sum = parts.reduce((all, part) => all + part.minor, 0);
    const rest = { category: undefined, minor: minorOf(total) - sum };
    const own = only === undefined ? [...parts, rest] : parts;
    return { month, minor: only === undefined ? minorOf(total) : sum, parts: own, like: total };
  });
  const longest = Math.max(...bars.map(({ minor }) => minor));
  return bars.map(({ month, minor, parts, like }) => {
    const positive = parts.filter((part) => part.minor > 0);
    const drawn = positive.reduce((all, part) => all + part.minor, 0);
    const percent = (100 * Math.max(minor, 0)) / drawn / longest;
    return {
      month,
      total: formatMinor(minor, decimalsIn(like)),
      parts:
        minor > 0 ? positive.map((part) => ({ category: part.category, length: part.minor * percent })) : [],
    };
  });
}

/** Figures that compare like with like: full months with full months, and a part of one with the same part of others. */
interface TrendComparison {
  /** The amount spent through this day of the current month, and of the month before, or in all of it: {@link isWholePart}. */
  toDay: { current: string; previous: string };
  /** The average of the full months from the first with expenses on; absent without any. */
  average?: string;
  /** The current year through today, and the year before through the same day; absent if that is before the first month. */
  years?: { current: string; previous: string };
}

/**
 * Returns true if what is compared of a month is all of it: it has no later days, or the current month has none.
 * @param day Today's day of the current month.
 */
export const isWholePart = (month: string, current: string, day: number) =>
  [month, current].some((one) => daysOfMonth(one).length <= day);

/**
 * Compares months of all spending.
 * @param only Compares the spending in these categories alone.
 */
export function compare(trends: CurrencyTrends, only?: readonly string[]): TrendComparison {
  const months = monthsOf(trends, only);
  const [current, previous] = [months.at(-1), months.at(-2)];
  const decimals = decimalsIn(trends.months.at(-1)?.total ?? "0");
  const write = (minor: number) => formatMinor(minor, decimals);
  const full = months.slice(0, -1);
  const used = full.slice(full.findIndex(({ count }) => count > 0));
  const hasUsed = full.some(({ count }) => count > 0);
  const year = Number(current?.month.slice(0, 4));
  const soFar = (of: number) => {
    const last = `${of}${current?.month.slice(4)}`;
    const before = months.filter(({ month }) => month.startsWith(`${of}-`) && month < last);
    const part = months.find(({ month }) => month === last);
    return write(before.reduce((sum, { total }) => sum + total, part?.toDay ?? 0));
  };
  const knowsBoth = months.some(({ month }) => month === `${year - 1}-01`);
  return {
    toDay: { current: write(current?.toDay ?? 0), previous: write(previous?.toDay ?? 0) },
    ...(hasUsed && {
      average: write(Math.round(used.reduce((sum, { total }) => sum + total, 0) / used.length)),
    }),
    ...(knowsBoth && { years: { current: soFar(year), previous: soFar(year - 1) } }),
  };
}

/** Every month in minor units, of all categories or of some. */
function monthsOf({ months, categories }: CurrencyTrends, only: readonly string[] | undefined) {
  const lists = only && chosen(categories, only).map((one) => one.months);
  return months.map(({ month, ...own }) => {
    const figures = lists?.flatMap((list) => list.find((one) => one.month === month) ?? []) ?? [own];
    const sumOf = (key: "total" | "toDay") => figures.reduce((sum, one) => sum + minorIn(one[key]), 0);
    const count = figures.reduce((sum, one) => sum + one.count, 0);
    return { month, count, total: sumOf("total"), toDay: sumOf("toDay") };
  });
}

const chosen = (categories: CurrencyTrends["categories"], only: readonly string[]) =>
  categories.filter(({ category }) => only.includes(category));

const minorIn = (amount: string | undefined) => (amount === undefined ? 0 : minorOf(amount));
