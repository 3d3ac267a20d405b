import { fold } from "../values/text";
import { daysBetween } from "./cadences";
import { byMerchant, isSameName } from "./merchants";
import type { Charge } from "./model";

/** Days between two charges of which one may be a mistake: a charge that is posted again follows soon. */
const MAX_DAYS = 2;

/** Number of other pairs of that amount that make it a habit, such as two tickets. */
const HABIT_PAIRS = 2;

/** Days before today in which a doubled charge is reported: a bank reverses what is a few weeks old. */
const DOUBLE_DAYS = 60;

/** Two charges that look like one. */
export interface Double {
  first: Charge;
  second: Charge;
}

/**
 * Returns charges that look doubled: the same merchant and amount within two days, neither a habit nor refunded. Names that
 * only begin alike may be of two merchants, unless both are in one category.
 */
export function doublesOf(charges: readonly Charge[], today: string): Double[] {
  return [...byMerchant(charges)].flatMap(([, own]) => {
    const refunds = own.filter(({ kind }) => kind === "refund");
    const pairs = pairsOf(own.filter(({ kind }) => kind === undefined));
    return pairs.filter(
      (pair) =>
        daysBetween(pair.second.day, today) <= DOUBLE_DAYS &&
        isSurelySame(pair) &&
        pairs.filter((other) => other !== pair && other.first.amount === pair.first.amount).length <
          HABIT_PAIRS &&
        !refunds.some(({ amount, day }) => amount === pair.first.amount && day >= pair.first.day),
    );
  });
}

const isSurelySame = ({ first, second }: Double) =>
  fold(first.category) === fold(second.category) || isSameName(first.name, second.name);

/**
 * Each charge with the next one of the same amount, if that follows soon. The second charge of a pair begins no other.
 */
function pairsOf(charges: readonly Charge[]): Double[] {
  const pairs: Double[] = [];
  // They are in the order of days.
  const firsts = new Map<number, Charge>();
  for (const second of charges) {
    const first = firsts.get(second.amount);
    if (first === undefined || daysBetween(first.day, second.day) > MAX_DAYS) {
      firsts.set(second.amount, second);
    } else {
      firsts.delete(second.amount);
      pairs.push({ first, second });
    }
  }
  return pairs;
}
