import { addDays } from "../values/day";
import { RHYTHMS } from "./cadences";
import { nameKey } from "./merchants";
import type { Charge, Series, SpendingHistory } from "./model";
import { foundOn } from "./series";
import { historyStart } from "./spendingHistory";

// Series of one merchant in one rhythm share a key, of which the oldest has the plain form: that of a series stays the same
// when the merchant gets another one, and when its price or its charges move. Nothing in a history lasts, so a key changes once
// where an older one leaves the three years that are read, where two reach further back than these, or where a series
// comes to be read as two.

/** The key of a finding that a series recurs. */
export function recurringKey(one: Series, { series, today }: SpendingHistory): string {
  const start = historyStart(today);
  const alike = series.filter(
    ({ merchant, cadence }) => merchant === one.merchant && cadence === one.cadence,
  );
  const ages = new Map(alike.map((other) => [other, ageOf(other, start)]));
  const place = placeOf(one, alike, (a, b) => {
    const [first = "", second = ""] = [ages.get(a), ages.get(b)];
    return first === second ? b.amount - a.amount : first < second ? -1 : 1;
  });
  return `recurring:${nameKey(one.merchant)}:${one.cadence}${place}`;
}

/** The key of a finding that a series has stopped. Its last charge moves no more. */
export function stoppedKey(one: Series, { series }: SpendingHistory): string {
  const last = lastOf(one);
  const alike = series.filter((other) => other.merchant === one.merchant && lastOf(other)?.day === last?.day);
  const place = placeOf(one, alike, (a, b) => (lastOf(b)?.amount ?? 0) - (lastOf(a)?.amount ?? 0));
  return `stopped:${nameKey(one.merchant)}:${last?.day}${place}`;
}

/**
 * The day on which a series was found, which orders those of a merchant as they became known; none if it may be older than
 * what is read from a day on.
 */
function ageOf(one: Series, start: string): string {
  const first = one.occurrences[0]?.day ?? "";
  const [, longest] = RHYTHMS[one.cadence].days;
  return first <= addDays(start, 2 * longest) ? "" : (foundOn(one) ?? first);
}

const lastOf = ({ occurrences }: Series): Charge | undefined => occurrences.at(-1);

/** The end of a key: nothing for the first. */
function placeOf(one: Series, alike: readonly Series[], compare: (a: Series, b: Series) => number): string {
  const index = alike.toSorted(compare).indexOf(one);
  return index === 0 ? "" : `:${index + 1}`;
}
