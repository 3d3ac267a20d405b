import { median } from "simple-statistics";
import { addDays, type DayRange } from "../values/day";
import { wholeMonth } from "../values/wholeMonth";
import { daysBetween, stepFrom } from "./cadences";
import type { Forecast, Series, SpendingHistory } from "./model";
import { isRunning } from "./series";
import { firstDay, fullMonths, sum, totalIn } from "./statistics";

/** Days of history below which there is no forecast. */
const MIN_FORECAST_DAYS = 14;

/** Earlier periods whose ends are used, in months: long enough for a band, short enough to follow a changing life. */
export const EARLIER_PERIODS = 18;

/**
 * Number of periods from which their ends predict that of the running one; with fewer, the pace of the last days does.
 */
const MIN_PERIODS = 3;

/** Minimum number of days whose pace is used: whole weeks, and about a month, since many charges are monthly. */
const PACE_DAYS = 28;

/** The share of outcomes that a band is meant to contain. */
const BAND = 0.8;

/** The relative error assumed for a pace if there are no earlier periods. */
const UNKNOWN_SPREAD = 0.35;

/** Spending that is forecast for a period: everything, or what a budget counts. Amounts are minor units. */
export interface Outlook {
  today: string;
  period: DayRange;
  /** Earlier whole periods, all of whose days the history knows. */
  earlier: readonly DayRange[];
  /** The first day of the history. */
  first: string | undefined;
  /** Spending less refunds, by day. Future days hold what is already entered. */
  spent: ReadonlyMap<string, number>;
  /** The same without one-offs, which are not expected again. */
  usual: ReadonlyMap<string, number>;
  /** The series among it. */
  series: readonly Series[];
}

/** A charge that is expected. */
interface Due {
  day: string;
  amount: number;
}

/** Returns charges of running series that are still to come until a day, including late ones. */
function dueOf(series: readonly Series[], today: string, end: string): Due[] {
  return series
    .filter((one) => isRunning(one, today))
    .flatMap(({ nextOn, cadence, amount }) => {
      const days: string[] = [];
      for (let day = nextOn; day <= end; day = stepFrom(day, cadence)) days.push(day);
      return days.map((day) => ({ day, amount }));
    });
}

/**
 * Forecasts the spending of the running month.
 * @returns undefined below 14 days of history.
 */
export function forecastOf({ today, spent, usual, ahead, series }: SpendingHistory): Forecast | undefined {
  const month = today.slice(0, 7);
  return foretell({
    today,
    period: wholeMonth(month),
    earlier: fullMonths(spent, month, EARLIER_PERIODS).map(wholeMonth),
    first: firstDay(spent),
    spent: new Map([...spent, ...ahead]),
    usual,
    series,
  });
}

/**
 * Forecasts the spending of a period: what was spent, what is known to come, and what the ends of earlier periods cost
 * besides. Entries for future days are part of that, and the minimum of the forecast.
 * @returns undefined below 14 days of history.
 */
export function foretell({
  today,
  period,
  earlier,
  first,
  spent,
  usual,
  series,
}: Outlook): Forecast | undefined {
  if (first === undefined || daysBetween(first, today) < MIN_FORECAST_DAYS) return undefined;
  const left = daysBetween(today, period.to);
  const soFar = totalIn(spent, { from: period.from, to: today });
  const entered = totalIn(spent, { from: addDays(today, 1), to: period.to });
  const due = sum(dueOf(series, today, period.to).map(({ amount }) => amount));
  const beside = withoutSeries(usual, series);
  const known = { spent: soFar, due };
  const around = (rest: number, low: number, high: number, periods: number): Forecast => {
    const end = (more: number) => Math.round(soFar + Math.max(due + more, entered));
    const total = end(rest);
    return {
      ...known,
      total,
      low: Math.min(total, end(low)),
      high: Math.max(total, end(high)),
      periods,
    };
  };
  if (earlier.length < MIN_PERIODS) {
    const wanted = [period.from, addDays(today, 1 - PACE_DAYS)].sort()[0] ?? today;
    const from = first > wanted ? first : wanted;
    const rest = (totalIn(beside, { from, to: today }) / (daysBetween(from, today) + 1)) * left;
    return around(rest, rest * (1 - UNKNOWN_SPREAD), rest * (1 + UNKNOWN_SPREAD), 0);
  }
  const rests = earlier
    .map(({ to }) => totalIn(beside, { from: addDays(to, 1 - left), to }))
    .sort((a, b) => a - b);
  return around(
    median(rests),
    rankedAt(rests, (1 - BAND) / 2),
    rankedAt(rests, (1 + BAND) / 2),
    earlier.length,
  );
}

/** Spending by day, besides what series charged. */
function withoutSeries(
  spent: ReadonlyMap<string, number>,
  series: readonly Series[],
): ReadonlyMap<string, number> {
  const beside = new Map(spent);
  for (const { day, amount } of series.flatMap(({ occurrences }) => occurrences)) {
    beside.set(day, (beside.get(day) ?? 0) - amount);
  }
  return beside;
}

/**
 * Returns the value that the next one is below with this probability: of n values, the next falls with the same
 * probability into each of the n + 1 gaps. `quantile` of simple-statistics describes the given values, which is too
 * narrow for the next one.
 */
function rankedAt(sorted: readonly number[], probability: number): number {
  const rank = probability * (sorted.length + 1) - 1;
  const at = (index: number) => sorted[Math.min(Math.max(index, 0), sorted.length - 1)] ?? 0;
  const below = Math.floor(rank);
  return at(below) + (rank - below) * (at(below + 1) - at(below));
}
