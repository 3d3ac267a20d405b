import { addDays } from "../values/day";
import { daysBetween } from "../values/dayArithmetic";
import { fold } from "../values/text";
import { RHYTHMS } from "./cadences";
import { byMerchant, type Merchants } from "./merchants";
import type { Charge, Series, SpendingHistory } from "./model";

/** Days between two charges of which one may be a mistake: a charge that is posted again follows soon. */
const MAX_DAYS = 2;

/** Number of other pairs of that amount that make it a habit, such as two tickets; within some days, one does. */
const HABIT_PAIRS = 2;
const HABIT_DAYS = 7;

/** Days in a row with a charge of that amount that make it a habit, such as a new way to work. */
const HABIT_ROW = 3;

/** Days before today in which a doubled charge is reported: a bank reverses what is a few weeks old. */
const DOUBLE_DAYS = 60;

/** Two charges that look like one. */
interface Double {
  first: Charge;
  second: Charge;
}

/**
 * Returns charges that look doubled: the same merchant and amount within two days, or a recurring charge that came again
 * before half of its rhythm was over, neither a habit nor refunded.
 */
export function doublesOf({
  charges,
  merchants,
  series,
  today,
}: Pick<SpendingHistory, "charges" | "merchants" | "series" | "today">): Double[] {
  const again = series.flatMap(pairsIn);
  return [...byMerchant(charges, merchants)].flatMap(([, all]) => {
    const refunds = all.filter(({ kind }) => kind === "refund");
    const spent = all.filter(({ kind }) => kind === undefined);
    const pairs = [...pairsOf(spent, merchants), ...again.filter(({ second }) => spent.includes(second))];
    return pairs.filter(
      (pair) =>
        daysBetween(pair.second.day, today) <= DOUBLE_DAYS &&
        !isHabit(pair, pairs, spent) &&
        !refunds.some(({ amount, day }) => amount === pair.first.amount && day >= pair.first.day),
    );
  });
}

/**
 * @param pairs Those of the merchant.
 * @param charges Those of the merchant.
 */
function isHabit(pair: Double, pairs: readonly Double[], charges: readonly Charge[]): boolean {
  const { amount, day } = pair.second;
  const others = pairs.filter((other) => other !== pair && other.first.amount === amount);
  const isNear = (other: Double) => Math.abs(daysBetween(other.second.day, day)) <= HABIT_DAYS;
  if (others.length >= HABIT_PAIRS || others.some(isNear)) return true;
  const days = new Set(charges.filter((one) => one.amount === amount).map((one) => one.day));
  return Array.from({ length: HABIT_ROW }, (_, back) => addDays(pair.first.day, -back)).some((first) =>
    Array.from({ length: HABIT_ROW }, (_, index) => addDays(first, index)).every((one) => days.has(one)),
  );
}

/** The charges of a series that came again soon; those of the first days are no part of it. */
function pairsIn({ occurrences, cadence }: Series): Double[] {
  const [least] = RHYTHMS[cadence].days;
  return occurrences.flatMap((second, index) => {
    const first = occurrences[index - 1];
    const isAgain = first?.amount === second.amount && daysBetween(first.day, second.day) < least / 2;
    return first && isAgain ? [{ first, second }] : [];
  });
}

/**
 * Each charge with the next one of the same amount, if that follows soon. The second charge of a pair begins no other.
 */
function pairsOf(charges: readonly Charge[], merchants: Merchants): Double[] {
  const pairs: Double[] = [];
  // They are in the order of days.
  const waiting = new Map<number, readonly Charge[]>();
  for (const second of charges) {
    const recent = (waiting.get(second.amount) ?? []).filter(
      ({ day }) => daysBetween(day, second.day) <= MAX_DAYS,
    );
    const first = recent.find((one) => isAlike(one, second, merchants));
    if (first) pairs.push({ first, second });
    waiting.set(second.amount, first ? recent.filter((one) => one !== first) : [...recent, second]);
  }
  return pairs;
}

/**
 * Returns true if two charges of a merchant may be one. A name that begins with another one, as that of a branch does, may
 * still be of another merchant: then their categories must be the same.
 */
const isAlike = (one: Charge, other: Charge, merchants: Merchants) =>
  merchants.stemOf(one.name) === merchants.stemOf(other.name) || fold(one.category) === fold(other.category);
