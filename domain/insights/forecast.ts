import { median } from "simple-statistics";
import { daysOfMonth } from "../values/day";
import { daysBetween, stepFrom } from "./cadences";
import type { Forecast, Series, SpendingHistory } from "./model";
import { isRunning } from "./series";
import { firstDay, fullMonths, sum } from "./statistics";

/** Days of history below which nothing is foretold. */
const MIN_FORECAST_DAYS = 14;

/** Months whose ends are looked at: long enough for a band, short enough to follow a life that changes. */
const MONTHS = 18;

/** Months from which on their ends say how the running one ends; before, its own pace does. */
const MIN_MONTHS = 3;

/** The share of outcomes that a band is to hold. */
const BAND = 0.8;

/** The part of it by which a pace may miss, where no month before says it. */
const UNKNOWN_SPREAD = 0.35;

/** A charge that is expected. */
interface Due {
  day: string;
  amount: number;
}

/** Charges of running series that are still to come this month: those that are late as well. */
function dueOf(series: readonly Series[], today: string): Due[] {
  const end = daysOfMonth(today.slice(0, 7)).at(-1) ?? today;
  return series
    .filter((one) => isRunning(one, today))
    .flatMap(({ nextOn, cadence, amount }) => {
      const days: string[] = [];
      for (let day = nextOn; day <= end; day = stepFrom(day, cadence)) days.push(day);
      return days.map((day) => ({ day, amount }));
    });
}

/**
 * Foretells what the running month will have cost: what was spent, what is known to come, and what the ends of the months before cost besides.
 * @returns undefined below 14 days of history.
 */
export function forecastOf(history: SpendingHistory, series: readonly Series[]): Forecast | undefined {
  const { today, spent } = history;
  const first = firstDay(spent);
  if (first === undefined || daysBetween(first, today) < MIN_FORECAST_DAYS) return undefined;
  const month = today.slice(0, 7);
  const fixed = fixedByDay(series);
  const beside = (day: string) => (spent.get(day) ?? 0) - (fixed.get(day) ?? 0);
  const days = daysOfMonth(month);
  const left = days.filter((day) => day > today).length;
  const soFar = sum(days.filter((day) => day <= today).map((day) => spent.get(day) ?? 0));
  const due = sum(dueOf(series, today).map(({ amount }) => amount));
  const restOf = (one: string) => {
    const all = daysOfMonth(one);
    const rest = all.slice(all.length - left);
    return sum(rest.map(beside));
  };
  const months = fullMonths(spent, month, MONTHS);
  const known = { spent: soFar, due };
  if (months.length < MIN_MONTHS) {
    const from = first > `${month}-01` ? first : `${month}-01`;
    const span = daysBetween(from, today) + 1;
    const pace = sum([...spent.keys()].filter((day) => day >= from && day <= today).map(beside)) / span;
    const rest = pace * left;
    return around(known, rest, rest * (1 - UNKNOWN_SPREAD), rest * (1 + UNKNOWN_SPREAD), 0);
  }
  const rests = months.map(restOf).sort((a, b) => a - b);
  return around(
    known,
    median(rests),
    rankedAt(rests, (1 - BAND) / 2),
    rankedAt(rests, (1 + BAND) / 2),
    months.length,
  );
}

function around(
  known: Pick<Forecast, "spent" | "due">,
  rest: number,
  low: number,
  high: number,
  months: number,
): Forecast {
  const base = known.spent + known.due;
  const total = Math.round(base + rest);
  return {
    ...known,
    total,
    low: Math.min(total, Math.round(base + low)),
    high: Math.max(total, Math.round(base + high)),
    months,
  };
}

/** Amounts that series charged, by day. */
function fixedByDay(series: readonly Series[]): Map<string, number> {
  const fixed = new Map<string, number>();
  for (const { day, amount } of series.flatMap(({ occurrences }) => occurrences)) {
    fixed.set(day, (fixed.get(day) ?? 0) + amount);
  }
  return fixed;
}

/**
 * The value that a next one is below with this probability: of n values, the next falls with the same probability into each of the
 * n + 1 gaps. `quantile` of simple-statistics tells about the values that are there, which is too narrow for a next one.
 */
function rankedAt(sorted: readonly number[], probability: number): number {
  const rank = probability * (sorted.length + 1) - 1;
  const at = (index: number) => sorted[Math.min(Math.max(index, 0), sorted.length - 1)] ?? 0;
  const below = Math.floor(rank);
  return at(below) + (rank - below) * (at(below + 1) - at(below));
}
