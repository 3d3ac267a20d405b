import { addDays, isDay } from "../values/day";
import { asciiDigits } from "../values/digits";
import { MAIL_LANGUAGES } from "../values/mailLanguage";

/** A day in a printed text. */
export interface PrintedDay {
  /** YYYY-MM-DD. */
  day: string;
  /** The day that the text means in countries that put day and month in the other order. */
  otherDay?: string;
  text: string;
  /** The text before it. */
  before: string;
}

export interface DayContext {
  /** Decides whether 04/05 is in April or May. */
  locale: string;
  /** YYYY-MM-DD in the ledger's zone. */
  today: string;
}

const SEPARATED = /(?<![\d.,/-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d|[.,/-]\d)/g;

/** `12 March 2026`, `12. Mär. 26`, `01-Jan-2021`. */
const DAY_FIRST =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.-]*(?:of )?(\p{L}{3,})[.,]?[\s-]*['’]?(\d{4}|\d{2})(?!\d|[:.,]\d)/gu;

/** `March 12, 2026`. */
const MONTH_FIRST =
  /(\p{L}{3,})[.\s-]*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)['’]?(\d{4}|\d{2})(?!\d|[:.,]\d)/gu;

/** Returns the days in a text, ordered by their form. Dates that are not in the calendar are left out. */
export function daysIn(text: string, context: DayContext): PrintedDay[] {
  const line = asciiDigits(text)
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/(?<=\d[./-]?)[Oo](?=[\d./-])|(?<=[./-])[Oo](?=\d)/g, "0")
    .replace(/(?<=\d[./-]?)[lI|](?=[\d./-])|(?<=[./-])[lI|](?=\d)/g, "1")
    .replaceAll("٫", ".")
    .replaceAll("،", ",");
  const found = [
    [SEPARATED, (match: RegExpMatchArray) => separated(match, context)],
    [DAY_FIRST, ([all = "", day, month, year]: RegExpMatchArray) => named(all, day, month, year)],
    [MONTH_FIRST, ([all = "", month, day, year]: RegExpMatchArray) => named(all, day, month, year)],
  ] as const;
  return found.flatMap(([form, read]) =>
    [...line.matchAll(form)].flatMap((match) =>
      read(match).map((day) => ({ ...day, before: line.slice(0, match.index) })),
    ),
  );
}

/**
 * Replaces the days in a legible text by spaces: otherwise `20.11.2026` has an amount in it, also if it is not in the
 * calendar.
 */
export function withoutDays(line: string): string {
  const matches = [
    ...line.matchAll(SEPARATED),
    ...[...line.matchAll(DAY_FIRST)].filter(([, , month]) => isMonth(month)),
    ...[...line.matchAll(MONTH_FIRST)].filter(([, month]) => isMonth(month)),
  ];
  let rest = line;
  for (const { index, 0: day } of matches) {
    rest = rest.slice(0, index) + " ".repeat(day.length) + rest.slice(index + day.length);
  }
  return rest;
}

/** A day without its place. */
type Read = Omit<PrintedDay, "before">;

function separated(
  [text, first = "", mark, second = "", third = ""]: RegExpMatchArray,
  context: DayContext,
): Read[] {
  if (first.length === 4) return dayOf(first, second, third).map((day) => ({ day, text }));
  if (first.length > 2) return [];
  const dayFirst = dayOf(third, second, first);
  const monthFirst = dayOf(third, first, second);
  // Countries that put the month first write it with a slash or a hyphen, never with points.
  const isMonthFirst = mark !== "." && putsMonthFirst(context.locale);
  const [day, otherDay] = isMonthFirst ? [...monthFirst, ...dayFirst] : [...dayFirst, ...monthFirst];
  if (day === undefined) return [];
  if (mark === "." || otherDay === undefined || otherDay === day) return [{ day, text }];
  // Nobody has a receipt from tomorrow; across a border of time zones it may be a day ahead.
  const latest = addDays(context.today, 1);
  if (day > latest && otherDay <= latest) return [{ day: otherDay, text }];
  return otherDay > latest ? [{ day, text }] : [{ day, otherDay, text }];
}

function named(text: string, day = "", month = "", year = ""): Read[] {
  const number = monthNumber(month);
  return number === undefined
    ? []
    : dayOf(year, String(number), day).map((found) => ({ day: found, text: text.trim() }));
}

/** Undefined if there is no such day. */
function dayOf(year: string, month: string, day: string): string[] {
  const found = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(found) ? [found] : [];
}

function putsMonthFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { dateStyle: "short", calendar: "gregory" }).formatToParts(0);
  const order = parts.map(({ type }) => type).filter((type) => type === "day" || type === "month");
  return order[0] === "month";
}

/** The languages of the page, and countries whose months have other names. */
const LANGUAGES = [...MAIL_LANGUAGES, "de-AT", "ar-LB"];

/**
 * Number of a month by its full or abbreviated name, in the page's languages. Built on first use: most receipts have
 * digits.
 */
let numbers: ReadonlyMap<string, number> | undefined;

function monthNumber(name: string): number | undefined {
  const plain = plainName(name);
  return months().get(plain) ?? months().get(plain.slice(0, 3));
}

/** True of a name that is not just like that of a month, as that of mayonnaise is. */
const isMonth = (name = "") => months().has(plainName(name));

function months(): ReadonlyMap<string, number> {
  numbers ??= new Map(LANGUAGES.flatMap(namesOf));
  return numbers;
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
