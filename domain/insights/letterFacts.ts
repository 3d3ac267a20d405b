import { addMonths } from "../values/day";
import { formatAmount } from "../values/money";
import { fold } from "../values/text";
import { wholeMonth } from "../values/wholeMonth";
import { forecastOf } from "./forecast";
import { BUILT_IN_CATEGORIES, type BuiltInCategory } from "./letterCategories";
import type { SpendingHistory } from "./model";
import { isRunning, yearlyCost } from "./series";
import { firstDay, fullMonths, MIN_USUAL_MONTHS, robustly, sum, totalIn, totalsIn } from "./statistics";

const SHOWN_CATEGORIES = 3;

/**
 * Everything that a monthly letter is written from, and everything that a model receives: amounts, months, and names of
 * built-in categories. It contains nothing that a user wrote. Amounts are decimal, in the currency.
 */
export interface LetterFacts {
  /** The month that the letter is about, `YYYY-MM`. */
  month: string;
  /** ISO 4217. */
  currency: string;
  /** Below 0 if more was paid back than spent. Then nothing is compared with it. */
  total: string;
  /** Absent below three months before it. */
  usual?: Comparison;
  /** The categories with the highest spending, largest first, up to the first that is not built in. */
  categories: { category: BuiltInCategory; total: string; usual?: string }[];
  /** Recurring charges, and their total cost per month. */
  recurring?: { count: number; monthly: string };
  /** The expected cost of the month after it. */
  forecast?: { month: string; total: string };
}

/** An amount against the usual one. */
interface Comparison {
  amount: string;
  direction: "more" | "less" | "same";
  /** Never below zero. */
  difference: string;
  /** The same in percent of the usual. */
  percent: number;
}

/** The month that a letter of a day is about, `YYYY-MM`. */
export const letterMonth = (today: string): string => addMonths(today.slice(0, 7), -1);

/**
 * Returns the facts of the last full month; undefined if the history does not cover it, or has nothing in it.
 * @param forecast That of the running month, if it is known already.
 */
export function letterFactsOf(
  history: SpendingHistory,
  forecast = forecastOf(history),
): LetterFacts | undefined {
  const { today, currency, spent } = history;
  const running = today.slice(0, 7);
  const month = letterMonth(today);
  const first = firstDay(spent);
  if (first === undefined || first > `${month}-01`) return undefined;
  if (![...spent.keys()].some((day) => day.startsWith(month))) return undefined;
  const write = (minor: number) => formatAmount(Math.round(minor), currency);
  const total = totalIn(spent, wholeMonth(month));
  const before = fullMonths(spent, month);
  // A month in which more was paid back than spent is below the usual by no sensible percentage.
  const usual =
    total < 0 ? undefined : comparisonOf(total, before.map(wholeMonth).map(totalsIn(history.usual)), write);
  const series = history.series.filter((one) => isRunning(one, today));
  return {
    month,
    currency,
    total: write(total),
    ...(usual && { usual }),
    categories: total > 0 ? categoriesOf(history, month, before, write) : [],
    ...(series.length > 0 && {
      recurring: { count: series.length, monthly: write(sum(series.map(yearlyCost)) / 12) },
    }),
    ...(forecast && forecast.total >= 0 && { forecast: { month: running, total: write(forecast.total) } }),
  };
}

function comparisonOf(
  total: number,
  others: readonly number[],
  write: (minor: number) => string,
): Comparison | undefined {
  if (others.length < MIN_USUAL_MONTHS) return undefined;
  const usual = Math.round(robustly(others).usual);
  if (usual <= 0) return undefined;
  const difference = Math.abs(total - usual);
  return {
    amount: write(usual),
    direction: total > usual ? "more" : total < usual ? "less" : "same",
    difference: write(difference),
    percent: Math.round((100 * difference) / usual),
  };
}

function categoriesOf(
  { categories, usualCategories }: SpendingHistory,
  month: string,
  before: readonly string[],
  write: (minor: number) => string,
): LetterFacts["categories"] {
  const ranked = [...categories]
    .map(([name, months]) => ({ name, total: months.get(month) ?? 0 }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1))
    .slice(0, SHOWN_CATEGORIES);
  const told: LetterFacts["categories"] = [];
  for (const { name, total } of ranked) {
    const category = BUILT_IN_CATEGORIES.find((one) => fold(one) === fold(name));
    // The letter says that most went to these, so none may follow one of the user's own, which it does not name.
    if (category === undefined) break;
    const others = before.map((one) => usualCategories.get(name)?.get(one) ?? 0);
    const usual = others.length >= MIN_USUAL_MONTHS ? Math.round(robustly(others).usual) : 0;
    // Nothing is usual in a category without spending in most months.
    told.push({ category, total: write(total), ...(usual > 0 && { usual: write(usual) }) });
  }
  return told;
}
