import { addDays, type DayRange } from "../values/day";
import { daysIn } from "../values/dayArithmetic";
import { getOrAdd } from "../values/maps";
import type { BudgetTerms, StoredBudget } from "./model";
import { PERIOD_STEPS } from "./periods";
import { type Spending, totalsOf } from "./spending";

// Rollover is computed on demand from the spending in each period: nothing has to run at the end of a period, and an
// expense that is added to a past one counts from then on.

/** A period of a budget with its terms. */
export interface BudgetPeriod extends DayRange {
  terms: BudgetTerms;
  /** The period of the calendar; only where a change of it left a part. */
  whole?: DayRange;
}

/** The figures of a period, in integer minor units. */
export interface Reckoning extends BudgetPeriod {
  /** Carried over from the period before; below 0 if it was overspent. */
  carried: bigint;
  /** The amount of the period itself. */
  amount: bigint;
  /** That amount plus what was carried over. */
  available: bigint;
  spent: bigint;
}

type Termed = Pick<StoredBudget, "terms">;

/** Returns the terms that hold on a day; before the first day of the budget, its first ones. */
export function termsOn({ terms }: Termed, day: string): BudgetTerms {
  return terms.findLast(({ from }) => from <= day) ?? terms[0];
}

/** Returns the period that contains a day; undefined before the budget begins. */
export function budgetPeriodAt(
  { terms }: Termed,
  day: string,
  steps = PERIOD_STEPS,
): BudgetPeriod | undefined {
  const index = terms.findLastIndex(({ from }) => from <= day);
  const own = terms[index];
  if (own === undefined) return undefined;
  const whole = steps.at(own, day);
  // Terms with another calendar cut the last period of the terms before, and may begin within one of their own.
  const next = terms[index + 1];
  const from = whole.from < own.from ? own.from : whole.from;
  const to = next !== undefined && next.from <= whole.to ? addDays(next.from, -1) : whole.to;
  return { terms: own, from, to, ...((from > whole.from || to < whole.to) && { whole }) };
}

/**
 * Returns the amount of a period: of a part of one, its share by days. The whole amount would count the same days twice,
 * and carry over what was never meant for them. Rounded up, so that there always is something.
 */
function amountOf({ terms, whole, ...part }: BudgetPeriod): bigint {
  const amount = BigInt(terms.amount);
  if (whole === undefined) return amount;
  const [days, all] = [BigInt(daysIn(part)), BigInt(daysIn(whole))];
  return (amount * days + all - 1n) / all;
}

/**
 * Returns the periods from the first one, or from the one that contains a day, through the one that contains another
 * day, earliest first.
 */
export function budgetPeriods(
  budget: Termed,
  through: string,
  since = "",
  steps = PERIOD_STEPS,
): BudgetPeriod[] {
  const periods: BudgetPeriod[] = [];
  const first = budget.terms[0].from;
  let period = budgetPeriodAt(budget, since > first ? since : first, steps);
  while (period !== undefined && period.from <= through) {
    periods.push(period);
    period = budgetPeriodAt(budget, steps.dayAfter(period.to), steps);
  }
  return periods;
}

/**
 * Returns the last periods and, before them, those that carry over into them.
 * @param count The number of last periods.
 * @param steps Of many budgets, steps that remember.
 */
export function relevantPeriods(
  budget: Termed,
  today: string,
  count: number,
  steps = PERIOD_STEPS,
): BudgetPeriod[] {
  const periods = budgetPeriods(budget, today, "", steps);
  let first = Math.max(0, periods.length - count);
  while (first > 0 && handsOn(periods[first - 1], periods[first])) first -= 1;
  return periods.slice(first);
}

/** Returns the figures of consecutive periods; nothing is carried over into the first. */
export function reckon(
  periods: readonly BudgetPeriod[],
  spendingOf: (terms: BudgetTerms) => Spending,
): Reckoning[] {
  const reckoned: Reckoning[] = [];
  const totals = new Map<BudgetTerms, ReturnType<typeof totalsOf>>();
  for (const period of periods) {
    const carried = carriedFrom(reckoned.at(-1), period);
    const amount = amountOf(period);
    const totalIn = getOrAdd(totals, period.terms, () => totalsOf(spendingOf(period.terms)));
    reckoned.push({ ...period, amount, carried, available: amount + carried, spent: totalIn(period) });
  }
  return reckoned;
}

function carriedFrom(before: Reckoning | undefined, period: BudgetPeriod): bigint {
  if (before === undefined || !handsOn(before, period)) return 0n;
  const rest = before.available - before.spent;
  return rest < 0n && before.terms.rollover === "rest" ? 0n : rest;
}

/**
 * A period carries over by its own terms, unless the next one has another length or currency: the two do not compare.
 */
function handsOn(period: BudgetPeriod | undefined, next: BudgetPeriod | undefined): boolean {
  if (period === undefined || next === undefined || period.terms.rollover === "none") return false;
  const [own, other] = [period.terms, next.terms];
  return own.unit === other.unit && own.startsOn === other.startsOn && own.currency === other.currency;
}
