import { distance } from "fastest-levenshtein";
import { getOrAdd } from "../values/maps";
import { cut, fold } from "../values/text";

/** Words that statements add to a merchant's name: they do not identify it. */
const FILLERS = new Set(
  (
    "ABO ABONNEMENT AG BILL BV BVBA CARD CO COM CORP DE DEBIT DIRECT EC EU FR GMBH INC KG LASTSCHRIFT LLC LTD MEMBERSHIP MONTHLY " +
    "NET NL ONLINE ORG PAYMENT PAYPAL PLC POS PREMIUM PURCHASE SA SARL SE SEPA SRL SUBSCR SUBSCRIPTION THE UK WWW"
  ).split(" "),
);

/** The shortest name that is taken for the beginning of another one, or for a misspelling of one. */
const MIN_STEM = 4;

/** Letters that may differ between two spellings: one in this many. */
const LETTERS_PER_ERROR = 6;

/** Characters of a name in the key of a finding. */
const MAX_KEY_NAME = 60;

/** A name in the key of a finding. */
export const nameKey = (name: string) => cut(fold(name), MAX_KEY_NAME);

/**
 * Returns the words that identify a merchant: without numbers of branches and orders, legal forms and domain endings.
 */
function wordsOf(name: string): string[] {
  const words = fold(name)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);
  const telling = words.filter((word) => !FILLERS.has(word));
  return telling.length > 0 ? telling : words;
}

/** The name without what does not identify the merchant. A name of nothing else, such as "O2", is its own. */
const stemOf = (name: string) => wordsOf(name).join("") || fold(name);

/** Returns true if two names, without their spaces, are spellings of one merchant. */
function isSpelling(short: string, long: string): boolean {
  if (short.length < MIN_STEM) return short === long;
  if (long.startsWith(short)) return true;
  const errors = Math.floor(short.length / LETTERS_PER_ERROR);
  return long.length - short.length <= errors && distance(short, long) <= errors;
}

/**
 * Groups charges by merchant, however each is written: "NETFLIX.COM 866-579", "Netflix" and "Netflix Inc." are one.
 * @returns By the shortest spelling, folded; each in the order of days.
 */
export function byMerchant<Named extends { name: string; day: string }>(
  all: readonly Named[],
): Map<string, Named[]> {
  const stems = new Map<string, Named[]>();
  // Names repeat, and folding takes longer than everything else.
  const known = new Map<string, string>();
  for (const one of all) {
    const stem = getOrAdd(known, one.name, () => stemOf(one.name));
    getOrAdd(stems, stem, () => []).push(one);
  }
  const merchants = new Map<string, Named[]>();
  // Names with the same beginning are adjacent, the shortest first, so each is compared with few others.
  const initials = new Map<string, string[]>();
  for (const stem of [...stems.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const known = getOrAdd(initials, stem.slice(0, 1), () => []);
    const merchant = known.find((one) => isSpelling(one, stem)) ?? stem;
    if (merchant === stem) known.push(stem);
    getOrAdd(merchants, merchant, () => []).push(...(stems.get(stem) ?? []));
  }
  for (const own of merchants.values()) own.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return merchants;
}

/** Returns true if two names are spellings of one merchant. */
export const isSameMerchant = (one: string, other: string): boolean => amongMerchants([one])(other);

/** Creates a predicate for spellings of any of the given merchants. Each name is folded once. */
export function amongMerchants(names: readonly string[]): (other: string) => boolean {
  const stems = names.map(stemOf);
  return (other) => {
    const own = stemOf(other);
    return stems.some((stem) => (stem.length < own.length ? isSpelling(stem, own) : isSpelling(own, stem)));
  };
}
