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

/** A name without what does not identify its merchant, and the lengths at which it may end: after each of its words. */
interface Stem {
  text: string;
  ends: readonly number[];
}

/** Letters of scripts that write no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The stem of a name. One of nothing that identifies a merchant, such as "O2", is its own. */
function stemOf(name: string): Stem {
  const words = wordsOf(name);
  let length = 0;
  const ends = words.flatMap((word) => {
    const start = length;
    length += word.length;
    return UNSPACED.test(word) ? Array.from(word, (_, index) => start + index + 1) : [length];
  });
  return { text: words.join("") || fold(name), ends };
}

/** Returns true if a name is another one, which is no longer, with few wrong letters. */
function isMisspelling(short: string, long: string): boolean {
  const errors = errorsIn(short.length);
  return long.length - short.length <= errors && distance(short, long) <= errors;
}

const errorsIn = (length: number) => Math.floor(length / LETTERS_PER_ERROR);

/**
 * Letters at one end of a misspelled name that are right. A single wrong letter is within one of its ends; so the names that
 * are compared letter by letter are few.
 */
const RIGHT_LETTERS = 3;

/** Names that one is compared with letter by letter, at most: a history has thousands, and they may all be alike. */
export const MAX_COMPARED = 32;

/** Names without their spaces that may be misspelled, by their ends and lengths. */
class Misspellable {
  private readonly alike = new Map<string, string[]>();

  add(stem: string): void {
    for (const key of keysOf(stem, stem.length)) getOrAdd(this.alike, key, () => []).push(stem);
  }

  /** Returns one that the given one is a misspelling of. */
  find(stem: string, isSame: typeof isMisspelling): string | undefined {
    let left = MAX_COMPARED;
    for (let length = stem.length; stem.length - length <= errorsIn(length); length -= 1) {
      if (errorsIn(length) === 0) return undefined;
      for (const key of keysOf(stem, length)) {
        for (const one of this.alike.get(key) ?? []) {
          if (left === 0) return undefined;
          left -= 1;
          if (isSame(one, stem)) return one;
        }
      }
    }
    return undefined;
  }
}

/** The first letter is always right. */
const keysOf = (stem: string, length: number) => [
  `${length} ${stem.slice(0, RIGHT_LETTERS)}-`,
  `${length} ${stem.slice(0, 1)}-${stem.slice(-RIGHT_LETTERS)}`,
];

/** Spellings of one merchant that are kept: it is named by the shortest one, and may have been by these. */
const MAX_SPELLINGS = 32;

/** The merchants among the names of a history, which are found once for all that is drawn from it. */
export class Merchants {
  /** By name: names repeat, and folding takes longer than everything else. */
  private readonly stems = new Map<string, string>();
  private readonly merchants = new Map<string, string>();
  private readonly spellings = new Map<string, string[]>();

  /** @param isSame Compares two names letter by letter. */
  constructor(names: Iterable<string>, isSame = isMisspelling) {
    // "Toy Land" and "Toyland" have one stem, which ends at the words of both.
    const ends = new Map<string, Set<number>>();
    for (const name of names) {
      if (this.stems.has(name)) continue;
      const stem = stemOf(name);
      this.stems.set(name, stem.text);
      const own = getOrAdd(ends, stem.text, () => new Set());
      for (const end of stem.ends) own.add(end);
    }
    const known = new Misspellable();
    for (const [stem, own] of [...ends].sort(([a], [b]) => byLength(a, b))) {
      const merchant = this.beginningOf(stem, own) ?? known.find(stem, isSame) ?? stem;
      if (merchant === stem) known.add(stem);
      this.merchants.set(stem, merchant);
      const spellings = getOrAdd(this.spellings, merchant, () => []);
      if (spellings.length < MAX_SPELLINGS) spellings.push(stem);
    }
  }

  /** Returns what all spellings of a name's merchant have in common. */
  of(name: string): string {
    const stem = this.stemOf(name);
    return this.merchants.get(stem) ?? stem;
  }

  /** Returns the shortest spellings of a name's merchant, as {@link stemOf} has them. */
  spellingsOf(name: string): readonly string[] {
    return this.spellings.get(this.of(name)) ?? [];
  }

  /** Returns a name without what does not identify its merchant. */
  stemOf(name: string): string {
    return this.stems.get(name) ?? stemOf(name).text;
  }

  /** Returns the merchant of the shortest name that a name begins with, up to one of its words. */
  private beginningOf(stem: string, ends: ReadonlySet<number>): string | undefined {
    const lengths = [...ends].filter((end) => end >= MIN_STEM && end < stem.length).sort((a, b) => a - b);
    for (const length of lengths) {
      const merchant = this.merchants.get(stem.slice(0, length));
      if (merchant !== undefined) return merchant;
    }
    return undefined;
  }
}

const byLength = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);

/**
 * Groups charges by merchant, however each is written: "NETFLIX.COM 866-579", "Netflix" and "Netflix Inc." are one.
 * @param merchants Those of the history that the charges are from.
 * @returns By the shortest spelling among them, folded; each in the order of days.
 */
export function byMerchant<Named extends { name: string; day: string }>(
  all: readonly Named[],
  merchants = new Merchants(all.map(({ name }) => name)),
): Map<string, Named[]> {
  const groups = new Map<string, { shortest: string; own: Named[] }>();
  for (const one of all) {
    const stem = merchants.stemOf(one.name);
    const group = getOrAdd(groups, merchants.of(one.name), () => ({ shortest: stem, own: [] }));
    if (byLength(stem, group.shortest) < 0) group.shortest = stem;
    group.own.push(one);
  }
  return new Map(
    [...groups.values()]
      .sort((a, b) => byLength(a.shortest, b.shortest))
      .map(({ shortest, own }) => [
        shortest,
        own.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
      ]),
  );
}
