import { addDays } from "../values/day";
import { RHYTHMS } from "./cadences";
import { type Merchants, nameKey } from "./merchants";
import type { Charge, Finding, Series, SpendingHistory } from "./model";
import { foundOn } from "./series";
import { historyStart } from "./spendingHistory";

// Series of one merchant in one rhythm share a key, of which the oldest has the plain form: that of a series stays the same
// when the merchant gets another one, and when its price or its charges move. Nothing in a history lasts, so a key changes once
// where an older one leaves the three years that are read, where two reach further back than these, or where a series
// comes to be read as two.

/**
 * The keys of a finding of a series: its own, by the shortest spelling of its merchant, and those that it had while only longer
 * spellings were known. Findings are dismissed, or told, by any of them.
 */
type Keys = Pick<Finding, "key" | "formerKeys">;

/** The keys of a finding that a series recurs. */
export function recurringKeys(one: Series, { series, today, merchants }: SpendingHistory): Keys {
  const start = historyStart(today);
  const alike = series.filter(
    ({ merchant, cadence }) => merchant === one.merchant && cadence === one.cadence,
  );
  const ages = new Map(alike.map((other) => [other, ageOf(other, start)]));
  const compare = (a: Series, b: Series) => {
    const [first = "", second = ""] = [ages.get(a), ages.get(b)];
    return first === second ? b.amount - a.amount : first < second ? -1 : 1;
  };
  const keyOf = (name: string, place: string) => `recurring:${nameKey(name)}:${one.cadence}${place}`;
  return keysOf(one, { alike: alike.toSorted(compare), merchants, keyOf });
}

/** The keys of a finding that a series has stopped. Its last charge moves no more. */
export function stoppedKeys(one: Series, { series, merchants }: SpendingHistory): Keys {
  const last = lastOf(one);
  const alike = series
    .filter((other) => other.merchant === one.merchant && lastOf(other)?.day === last?.day)
    .sort((a, b) => (lastOf(b)?.amount ?? 0) - (lastOf(a)?.amount ?? 0));
  const keyOf = (name: string, place: string) => `stopped:${nameKey(name)}:${last?.day}${place}`;
  return keysOf(one, { alike, merchants, keyOf });
}

/** The keys of a finding that a series has another price. */
export const priceKeys = (one: Series, { merchants }: SpendingHistory, amount: number): Keys =>
  keysOf(one, { alike: [one], merchants, keyOf: (name) => `price:${nameKey(name)}:${amount}` });

interface Naming {
  /** The series that would have the same key, in order. */
  alike: readonly Series[];
  merchants: Merchants;
  keyOf: (name: string, place: string) => string;
}

function keysOf(one: Series, { alike, merchants, keyOf }: Naming): Keys {
  const namesOf = ({ occurrences }: Series) =>
    new Set(occurrences.map((charge) => merchants.stemOf(charge.name)));
  const key = keyOf(one.merchant, placeOf(one, alike));
  const named = alike.map((other) => ({ other, names: [...namesOf(other)] }));
  // A spelling that is none of its own may have been that of another charge of its merchant.
  const spellings = new Set([...namesOf(one), ...merchants.spellingsOf(one.name)]);
  const formerKeys = [...spellings]
    .filter((spelling) => nameKey(spelling) !== nameKey(one.merchant))
    .flatMap((spelling) => {
      const begun = named.filter(({ names }) => names.some((name) => name.startsWith(spelling)));
      const sharing = (begun.length > 0 ? begun : named).map(({ other }) => other);
      return sharing.includes(one) ? keyOf(spelling, placeOf(one, sharing)) : [];
    });
  return { key, ...(formerKeys.length > 0 && { formerKeys }) };
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
function placeOf(one: Series, alike: readonly Series[]): string {
  const index = alike.indexOf(one);
  return index === 0 ? "" : `:${index + 1}`;
}
