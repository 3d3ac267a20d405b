import { MAIL_LANGUAGES } from "../values/mailLanguage";

/** The languages of the page, and countries whose months have other names. */
const LANGUAGES = [...MAIL_LANGUAGES, "de-AT", "ar-LB", "ar-MA", "ar-DZ"];

/** Abbreviations of other lengths than three letters, or of other letters than the first. */
const ABBREVIATIONS: readonly [name: string, number: number][] = [
  ["sept", 9],
  ["mrz", 3],
  // Austria's second month, beside its first, the Jänner.
  ["feber", 2],
];

const ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/**
 * Numbers of the months by their full, abbreviated or Roman names, in the page's languages. Built on first use: most
 * receipts have digits.
 */
let numbers: ReadonlyMap<string, number> | undefined;

/** Undefined of a word that just begins like a month, as mayonnaise does. */
export function monthNumber(name: string): number | undefined {
  numbers ??= new Map([
    ...LANGUAGES.flatMap(namesOf),
    ...ABBREVIATIONS,
    ...ROMANS.map((name, month): [string, number] => [name, month + 1]),
  ]);
  return numbers.get(plainName(name));
}

const plainName = (name: string) =>
  name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{Mn}.]/gu, "");

function namesOf(language: string): [name: string, number: number][] {
  const long = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC", calendar: "gregory" });
  return Array.from({ length: 12 }, (_, month) => plainName(long.format(Date.UTC(2026, month, 1)))).flatMap(
    (name, month): [string, number][] =>
      /^[a-z]/.test(name)
        ? [
            [name, month + 1],
            [name.slice(0, 3), month + 1],
          ]
        : [[name, month + 1]],
  );
}
