import { median } from "simple-statistics";
import { signOf } from "../expenses/kinds";
import { addDays, type DayRange } from "../values/day";
import { daysBetween } from "../values/dayArithmetic";
import { wholeMonth } from "../values/wholeMonth";
import { RHYTHMS, stepFrom } from "./cadences";
import { MIN_FORECAST_DAYS } from "./insightLimits";
import type {
  Charge,
  Forecast,
  NextPrice,
  PlannedAmount,
  PlannedCharge,
  Series,
  SpendingHistory,
} from "./model";
import { PACE_DAYS, paceOf } from "./pace";
import { makerOf, restsSince } from "./planPairs";
import { isRunning } from "./series";
import { fullMonths, goingOnFrom, sum, totalIn, totalsIn } from "./statistics";
import { paydayOf } from "./workingDays";

/** Earlier periods whose ends are used, in months: long enough for a band, short enough to follow a changing life. */
export const EARLIER_PERIODS = 18;

/**
 * Number of periods from which their ends predict that of the running one; with fewer, the pace of the last days does.
 */
const MIN_PERIODS = 3;

/** The share of outcomes that a band is meant to contain. */
const BAND = 0.8;

/**
 * Mean gaps between the ends of earlier periods, by which the next rank is beyond the lowest or the highest: the outer gaps are
 * wider than others.
 */
const OUTER_GAP = 2.5;

/** The relative error assumed for a pace if there are no earlier periods, as wide as the band. */
const UNKNOWN_SPREAD = 0.6;

/** Spending that is forecast for a period: everything, or what a budget counts. Amounts are minor units. */
interface Outlook {
  today: string;
  period: DayRange;
  /** Earlier whole periods, all of whose days the history knows. */
  earlier: readonly DayRange[];
  /** The first day of the history since its last gap. */
  first: string | undefined;
  /** Spending less refunds, by day. Future days hold what is already entered. */
  spent: ReadonlyMap<string, number>;
  /** The same without one-offs, which are not expected again, and without recurring charges. */
  beside: ReadonlyMap<string, number>;
  /** Recurring charges that are still to come in the period. */
  due: number;
}

/** Part of a ledger's spending that is foretold. */
export interface ForecastScope {
  /** Returns true if it counts the expenses of a category. */
  counts: (category: string) => boolean;
  /** The part of a charge that it counts, if a planned expense that it counts made it. */
  partOf: (charge: Charge) => number;
  /** The part of a planned amount that it counts. */
  shareOf: (planned: PlannedAmount) => number;
}

const EVERYTHING: ForecastScope = {
  counts: () => true,
  partOf: ({ amount }) => amount,
  shareOf: ({ amount }) => amount,
};

/**
 * Returns the sum of recurring charges that are still to come in a period: those of rules, also if they are entered
 * already, and those of running series, including late ones, for which no rule stands.
 */
export function dueIn(
  { to, from }: DayRange,
  history: Pick<SpendingHistory, "today" | "series" | "planned" | "nextPrices">,
  scope: ForecastScope = EVERYTHING,
): number {
  const { today, series, planned, nextPrices } = history;
  const { counts, partOf, shareOf } = scope;
  const makers = makerOf(planned);
  const ruled = new Set(planned.flatMap(({ past }) => past));
  const ofSeries = series.map((one) => {
    const maker = makers(one);
    const changed = maker === undefined ? nextPrices.get(one) : undefined;
    if (changed) return changedPart({ ...one, ...changed }, to, scope, ruled);
    if (!counts(one.category) || !isRunning(one, today)) return 0;
    return seriesPart(one, partOf) * seriesDays(one, to, maker).length;
  });
  const ofRules = planned.map((one) => {
    const share = shareOf(one);
    const entered = one.entered.filter(({ day }) => from <= day && day <= to).map(shareOf);
    // One that is proposed is confirmed as it was paid.
    const payday = paydayOf(one.isProposed ? one.past : []);
    const days = share === 0 ? [] : one.daysIn({ from, to }).filter((day) => payday(day) <= to);
    return sum([share * days.length, ...entered]);
  });
  return sum([...ofSeries, ...ofRules]);
}

/**
 * The part of the charges at a new price that a scope counts.
 * @param ruled Charges of rules, which know the new price.
 */
function changedPart(
  { cadence, next }: Series & NextPrice,
  to: string,
  { counts, partOf }: ForecastScope,
  ruled: ReadonlySet<Charge>,
): number {
  if (next === undefined || ruled.has(next.charge) || !counts(next.charge.category)) return 0;
  let total = 0;
  for (let day = next.nextOn; day <= to; day = stepFrom(day, cadence)) total += partOf(next.charge);
  return total;
}

/** The part of a series' next charge that a scope counts, by that of its last one. */
function seriesPart({ amount, occurrences }: Series, partOf: ForecastScope["partOf"]): number {
  const last = occurrences.at(-1);
  return last === undefined ? amount : Math.round((amount * partOf(last)) / last.amount);
}

/**
 * The next days of a series until an end, or until a rule begins that makes the same charge: it knows its days and its
 * amount. If that rule is paused or ended, there are none, unless the series went on without it.
 */
function seriesDays(series: Series, end: string, rule: PlannedCharge | undefined): string[] {
  const { nextOn, usualDay, cadence } = series;
  const days: string[] = [];
  const payday = paydayOf(series.occurrences);
  for (let day = nextOn; payday(day) <= end; day = stepFrom(day, cadence, usualDay)) days.push(payday(day));
  if (rule === undefined) return days;
  if (rule.rest) return restsSince(rule.rest.since, series) ? [] : days;
  // The first day of a rule is the one of the series that it is nearest to.
  const nearest = RHYTHMS[cadence].days[0] / 2;
  return days.filter((day) => daysBetween(day, rule.since) > nearest);
}

/** The recurring charges so far, without refunds: the occurrences of series, and what is planned. */
export const recurringCharges = (history: Recurring): Charge[] =>
  [...recurringAmong(history, EVERYTHING).keys()].filter(({ kind }) => kind === undefined);

/** The spending so far on the days of recurring charges that a scope counts, less that of refunds that recur. */
export const recurringSpending = (history: Recurring, scope: ForecastScope = EVERYTHING): DaySpending[] =>
  [...recurringAmong(history, scope)].map(([{ day, kind }, amount]) => ({
    day,
    amount: signOf(kind) * amount,
  }));

type Recurring = Pick<SpendingHistory, "series" | "planned" | "oneOffs">;
type DaySpending = Pick<Charge, "day" | "amount">;

/** Recurring charges with the part of each that a scope counts. */
function recurringAmong({ series, planned, oneOffs }: Recurring, scope: ForecastScope): Map<Charge, number> {
  const { counts, partOf } = scope;
  const charges = new Map<Charge, number>();
  for (const { occurrences } of series) {
    for (const charge of occurrences) if (counts(charge.category)) charges.set(charge, partOf(charge));
  }
  for (const one of planned) {
    const share = scope.shareOf(one) / one.amount;
    if (one.amount === 0 || share === 0) continue;
    // One that was split is taken to have been split as those to come are.
    const isSplit = ({ share: own }: Charge) => own !== undefined && one.shares.length > 1;
    for (const charge of one.past) {
      const part = isSplit(charge) ? Math.round(charge.amount * share) : partOf(charge);
      if (part !== 0) charges.set(charge, part);
    }
  }
  // One-offs are no part of the usual spending already.
  for (const charge of oneOffs) charges.delete(charge);
  return charges;
}

/**
 * Forecasts the spending of the running month.
 * @returns undefined below {@link MIN_FORECAST_DAYS} of history.
 */
export function forecastOf(history: SpendingHistory): Forecast | undefined {
  const { today, spent, usual, ahead } = history;
  const month = today.slice(0, 7);
  const period = wholeMonth(month);
  return foretell({
    today,
    period,
    earlier: fullMonths(spent, month, EARLIER_PERIODS).map(wholeMonth),
    first: goingOnFrom(spent, today),
    spent: new Map([...spent, ...ahead]),
    beside: withoutCharges(usual, recurringSpending(history)),
    due: dueIn(period, history),
  });
}

/**
 * Forecasts the spending of a period: what was spent, what is known to come, and what the ends of earlier periods cost
 * besides. Entries for future days are part of that, and the minimum of the forecast.
 * @returns undefined below {@link MIN_FORECAST_DAYS} of history.
 */
export function foretell({
  today,
  period,
  earlier,
  first,
  spent,
  beside,
  due,
}: Outlook): Forecast | undefined {
  if (first === undefined || daysBetween(first, today) < MIN_FORECAST_DAYS) return undefined;
  const left = daysBetween(today, period.to);
  const soFar = totalIn(spent, { from: period.from, to: today });
  const entered = totalIn(spent, { from: addDays(today, 1), to: period.to });
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
    const rest = paceOf(beside, { from, to: today }) * left;
    return around(rest, rest * (1 - UNKNOWN_SPREAD), rest * (1 + UNKNOWN_SPREAD), 0);
  }
  const total = totalsIn(beside);
  const rests = earlier.map(({ to }) => total({ from: addDays(to, 1 - left), to })).sort((a, b) => a - b);
  // Nobody expects to be paid back more than is spent, unless it was so before.
  const least = Math.min(0, rests[0] ?? 0);
  return around(
    median(rests),
    Math.max(least, rankedAt(rests, (1 - BAND) / 2)),
    rankedAt(rests, (1 + BAND) / 2),
    earlier.length,
  );
}

/**
 * Returns spending by day without charges.
 * @param isWhole False if the spending may count only a part of a charge: then no more is left out than there is.
 */
export function withoutCharges(
  spent: ReadonlyMap<string, number>,
  charges: readonly DaySpending[],
  isWhole = true,
): ReadonlyMap<string, number> {
  const beside = new Map(spent);
  for (const { day, amount } of charges) {
    const before = beside.get(day) ?? 0;
    beside.set(day, isWhole ? before - amount : Math.max(Math.min(before, 0), before - amount));
  }
  return beside;
}

/**
 * Returns the value that the next one is below with this probability: of n values, the next falls with the same
 * probability into each of the n + 1 gaps. `quantile` of simple-statistics describes the given values, which is too
 * narrow for the next one. Of a few values, it is beyond all of them: of three, one in two.
 * @param sorted At least two.
 */
function rankedAt(sorted: readonly number[], probability: number): number {
  const last = sorted.length - 1;
  const rank = probability * (sorted.length + 1) - 1;
  const [lowest, highest] = [sorted[0] ?? 0, sorted[last] ?? 0];
  const outer = (OUTER_GAP * (highest - lowest)) / last;
  if (rank < 0) return lowest + rank * outer;
  if (rank > last) return highest + (rank - last) * outer;
  const below = Math.floor(rank);
  const [before, after] = [sorted[below] ?? lowest, sorted[below + 1] ?? highest];
  return before + (rank - below) * (after - before);
}
