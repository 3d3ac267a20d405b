import { addDays } from "../values/day";
import { daysBetween } from "../values/dayArithmetic";
import { getOrAdd } from "../values/maps";
import { firstIndex } from "../values/sortedLists";
import { fold } from "../values/text";
import { stepFrom } from "./cadences";
import { isClose } from "./looseCharges";
import type { Charge, Series, SpendingHistory } from "./model";

// A charge that comes instead of another one, from another merchant: the rent of a new home is paid when that of the
// former one no longer is.

/** Days between the charge that is missing and the one in its place, at most. */
const MAX_APART = 7;

type Known = Pick<SpendingHistory, "charges" | "merchants" | "series" | "today">;

/**
 * Returns the first two charges in place of recurring ones that are missing: of the same category, about as large, on about
 * the same days, and of one merchant. With the third, they are a series of their own.
 */
export function successorsOf({ charges, merchants, series, today }: Known): ReadonlyMap<Series, Charge[]> {
  const late = series.filter(({ nextOn }) => nextOn <= today);
  const successors = new Map<Series, Charge[]>();
  if (late.length === 0) return successors;
  const fixed = new Set(series.flatMap(({ occurrences }) => occurrences));
  const found = new Set<Charge>();
  for (const one of late) {
    let merchant: string | undefined;
    for (const due of missingDays(one, today)) {
      const [next] = chargesAround(due, charges)
        .filter((charge) => charge.kind === undefined && isInPlace(charge, one))
        .filter((charge) => !fixed.has(charge) && !found.has(charge))
        .filter(({ name }) => merchant === undefined || merchants.of(name) === merchant)
        .sort((a, b) => apart(due, a) - apart(due, b));
      if (next === undefined) break;
      found.add(next);
      getOrAdd(successors, one, () => []).push(next);
      merchant = merchants.of(next.name);
    }
  }
  return successors;
}

const apart = (due: string, { day }: Charge) => Math.abs(daysBetween(due, day));

/** The charges on about a day. They are in the order of days. */
function chargesAround(due: string, charges: readonly Charge[]): readonly Charge[] {
  const [from, to] = [addDays(due, -MAX_APART), addDays(due, MAX_APART)];
  return charges.slice(
    firstIndex(charges, ({ day }) => day >= from),
    firstIndex(charges, ({ day }) => day > to),
  );
}

const isInPlace = ({ day, category, amount }: Charge, series: Series) =>
  day > (series.occurrences.at(-1)?.day ?? day) &&
  isClose(amount, series.amount) &&
  fold(category) === fold(series.category);

/** The day on which the series is missing, and the one after it, on which its successor may be early. */
function missingDays({ nextOn, usualDay, cadence }: Series, today: string): string[] {
  const following = stepFrom(nextOn, cadence, usualDay);
  return [nextOn, ...(following <= addDays(today, MAX_APART) ? [following] : [])];
}
