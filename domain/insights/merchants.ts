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

/** The shortest name that is taken for the first words of another one, or for a misspelling of one. */
const MIN_STEM = 4;

/** The shortest beginning of a name that may end within a word: statements cut long names off. */
const MIN_CUT = 12;

/** Letters that may differ between two spellings: one in this many. */
const LETTERS_PER_ERROR = 6;

/**
 * Names with the same initial and about as many letters that one is compared with. A ledger has fewer; without a limit,
 * thousands of made-up names would take minutes.
 */
const MAX_COMPARED = 50;

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

/** A name without its spaces and what does not identify the merchant. */
interface Stem {
  text: string;
  /** Its beginnings that may be a name of the same merchant, the shortest first. */
  beginnings: string[];
}

/** The stem of a name. A name of nothing that identifies it, such as "O2", is its own. */
function stemOf(name: string): Stem {
  const words = wordsOf(name);
  const text = words.join("") || fold(name);
  const ends = new Set<number>();
  let end = 0;
  for (const word of words.slice(0, -1)) {
    end += word.length;
    ends.add(end);
  }
  for (let cutAt = MIN_CUT; cutAt < text.length; cutAt += 1) ends.add(cutAt);
  const lengths = [...ends].filter((length) => length >= MIN_STEM).sort((a, b) => a - b);
  return { text, beginnings: lengths.map((length) => text.slice(0, length)) };
}

/** Letters that may differ between a name and a longer one. */
const errorsIn = (short: string) =>
  short.length < MIN_STEM ? 0 : Math.floor(short.length / LETTERS_PER_ERROR);

function isMisspelling(short: string, long: string): boolean {
  const errors = errorsIn(short);
  return long.length - short.length <= errors && distance(short, long) <= errors;
}

/** Returns true if two names are spellings of one merchant. */
function isSpelling(one: Stem, other: Stem): boolean {
  const [short, long] = one.text.length <= other.text.length ? [one, other] : [other, one];
  return (
    long.text === short.text || long.beginnings.includes(short.text) || isMisspelling(short.text, long.text)
  );
}

/** The merchants that are known so far, for names from the shortest to the longest. */
class KnownMerchants {
  private readonly all = new Set<string>();
  /** By initial and length. */
  private readonly similar = new Map<string, string[]>();

  /** The merchant of a name; without one, it becomes one. */
  of({ text, beginnings }: Stem): string {
    const known = [...beginnings, text].find((one) => this.all.has(one)) ?? this.misspelt(text);
    if (known !== undefined) return known;
    this.all.add(text);
    getOrAdd(this.similar, similarKey(text, text.length), () => []).push(text);
    return text;
  }

  private misspelt(text: string): string | undefined {
    let left = MAX_COMPARED;
    for (let length = text.length - errorsIn(text); length <= text.length && left > 0; length += 1) {
      const some = (this.similar.get(similarKey(text, length)) ?? []).slice(0, left);
      const found = some.find((one) => isMisspelling(one, text));
      if (found !== undefined) return found;
      left -= some.length;
    }
    return undefined;
  }
}

const similarKey = (text: string, length: number) => `${text.slice(0, 1)}${length}`;

/**
 * Groups charges by merchant, however each is written: "NETFLIX.COM 866-579", "Netflix" and "Netflix Inc." are one.
 * @returns By the shortest spelling, folded; each in the order of days.
 */
export function byMerchant<Named extends { name: string; day: string }>(
  all: readonly Named[],
): Map<string, Named[]> {
  // Names repeat, and folding takes longer than everything else.
  const stems = new Map<string, Stem>();
  for (const { name } of all) getOrAdd(stems, name, () => stemOf(name));
  const known = new KnownMerchants();
  const merchantOf = new Map<string, string>();
  const byLength = ([, a]: [string, Stem], [, b]: [string, Stem]) =>
    a.text.length - b.text.length || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
  for (const [name, stem] of [...stems].sort(byLength)) merchantOf.set(name, known.of(stem));
  const merchants = new Map<string, Named[]>();
  for (const one of all) getOrAdd(merchants, merchantOf.get(one.name) ?? one.name, () => []).push(one);
  for (const own of merchants.values()) own.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return merchants;
}

/** Returns true if two names differ in nothing that identifies a merchant. */
export const isSameName = (one: string, other: string): boolean => stemOf(one).text === stemOf(other).text;

/** Returns true if two names are spellings of one merchant. */
export const isSameMerchant = (one: string, other: string): boolean => amongMerchants([one])(other);

/** Creates a predicate for spellings of any of the given merchants. Each name is folded once. */
export function amongMerchants(names: readonly string[]): (other: string) => boolean {
  const stems = names.map(stemOf);
  return (other) => {
    const own = stemOf(other);
    return stems.some((stem) => isSpelling(stem, own));
  };
}
