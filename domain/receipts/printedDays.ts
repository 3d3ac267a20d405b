import { addDays, isDay } from "../values/day";
import { asciiDigits } from "../values/digits";
import { monthNumber } from "./monthNames";

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

/** Receipts that are older are rare, and a year is easily misread. */
export const USUAL_DAYS = 366;

/** A time that may follow a day without a space: `,10:22`, `/10:22:31`, `.10.22 Uhr`, `-10h22`. */
const TIME = String.raw`\d?\d(?::\d\d|h\d\d|\.\d\d\s?(?:Uhr|h|[ap]\.?m)\b)`;

/** Tells that two digits are an hour and no year, as in `24.11. 10:22` or `Nov 24 10 am`. */
const OF_HOUR = String.raw`:\d|h(?:\d\d)?(?![\d:])|\s?Uhr\b(?!:?\s?\d)|(?<=0\d|1[0-2])\s?[ap]\.?m\b(?!\s?\d)`;

/** A year; of four digits that a time of two follows, some are the hour. */
const YEAR = String.raw`\d{4}(?!:\d\d(?![:\d]))|\d{2}(?!${OF_HOUR})`;

const SEPARATED = new RegExp(
  String.raw`(?<![\d.,/-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?['’]?((?<=\d{4}\D{1,3}\d\d?\D{1,3})\d{2}|${YEAR})(?!\d|[.,/-](?!${TIME})\d)`,
  "giu",
);

/** `20261124 10:22`. Without its time it is any number. */
const COMPACT = /(?<![\d.,:/-])(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?=[\sT,/-]{0,3}\d?\d:\d\d(?!\d))/g;

/** The end of a day whose month has its name. */
const NAMED_YEAR = String.raw`['’]?(?<year>${YEAR})(?!\d|[.,](?!${TIME})\d)`;

/** The name of a month. From Lebanon to Iraq, four have two words, and August has two letters. */
const MONTH = String.raw`(?<month>\p{L}{3,}(?:\s(?:ال[أا]ول|الثاني))?|(?<!\p{L})[آا]ب)`;

/** `12 March 2026`, `12. Mär. 26`, `01-Jan-2021`. */
const DAY_FIRST = new RegExp(
  String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of )?${MONTH}[.,]?[\s/-]*${NAMED_YEAR}`,
  "giu",
);

/** `12.III.2026`. A Roman number without two equal marks beside it is any letter: `2 x 20.00`. */
const ROMAN = new RegExp(
  String.raw`(?<!\d)(?<day>\d{1,2})\s?(?<mark>[./-])\s?(?<month>[IVX]{1,4})\s?\k<mark>\s?${NAMED_YEAR}`,
  "gu",
);

/** `March 12, 2026`. */
const MONTH_FIRST = new RegExp(
  String.raw`${MONTH}[.\s-]*(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)${NAMED_YEAR}`,
  "giu",
);

/** `Thu Mar 12 10:22:31 CET 2026`, as systems write the time that nobody told them how to write. */
const TIME_BETWEEN = new RegExp(
  String.raw`${MONTH}\s+(?<day>\d{1,2})\s+\d\d?:\d\d(?::\d\d)?(?:\s[A-Z]{3,4})?\s+(?<year>\d{4})(?!\d)`,
  "gu",
);

/** The hours and minutes of a time that looks like an amount. */
const POINTED = String.raw`(?:[01]?\d|2[0-3])\.[0-5]\d(?:\.[0-5]\d)?(?!\d|[.,]\d)`;

const OF_CLOCK = String.raw`\s?(?:Uhr|h|[ap]\.?m)(?!\p{L})`;

/** `10.22 Uhr` or `Uhrzeit: 10.22`, wherever it stands, and a row of a time alone. */
const SAID_TIME = new RegExp(
  String.raw`(?<![\d.,])${POINTED}\s?Uhr(?!\p{L})|(?<!\p{L})Uhrzeit[\s.:]{0,4}${POINTED}|(?<=^[^\p{L}\d]*(?:Zeit|Time|kl|klo)[\s.:]{1,4})(?=\d\d)${POINTED}\s*$`,
  "giu",
);

/** Behind a day, other words and letters say it as well: `kl. 10.22`, `, 10.22 h`. */
const TIME_BEHIND = new RegExp(
  String.raw`^[\s,;:/|–-]{0,4}(?:(?:kl|klo|klokken|tid|ore|(?:Uhr)?Zeit|Uhr|um|at|time|الساعة|الوقت)(?!\p{L})[\s.:]{0,4}${POINTED}(?:${OF_CLOCK})?|${POINTED}${OF_CLOCK})`,
  "iu",
);

/**
 * A number behind the day of a row that has nothing else. With other words it may be a price: `Visa 24.11.2026 10.22` is
 * that of a payment.
 */
const ALONE_BEHIND = new RegExp(String.raw`^[\s,;/|–-]{1,4}(?=\d\d)${POINTED}\s*$`);
const ALONE_BEFORE = /^[^\p{L}\d\p{Sc}]*(?:(?:Datum|Date|Dato|Data|Päivä|Pvm|التاريخ|تاريخ)[\s.:]*)?$/iu;

/** More characters than a time has behind a day: a row may be long, and have as many days. */
const NEAR = 40;

/** The length of the time with a point behind a day; 0 if there is none. */
function timeBehind(line: string, start: number, end: number): number {
  const behind = line.slice(end, end + NEAR);
  const [said] = TIME_BEHIND.exec(behind) ?? [];
  if (said !== undefined) return said.length;
  const isAlone = line.length - end < NEAR && ALONE_BEHIND.test(behind);
  return isAlone && ALONE_BEFORE.test(line.slice(0, start)) ? behind.length : 0;
}

/** Returns the days in a text, ordered by their form. Dates that are not in the calendar are left out. */
export function daysIn(text: string, context: DayContext): PrintedDay[] {
  const line = asciiDigits(text)
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/(?<=\d[./-]?)[Oo](?=[\d./-])|(?<=[./-])[Oo](?=\d)/g, "0")
    // One before a time separates it from the day.
    .replace(/(?<=\d[./-]?)[lI|](?=[\d./-])(?!\d?\d:\d)|(?<=[./-])[lI|](?=\d)/g, "1")
    .replaceAll("٫", ".")
    .replaceAll("،", ",");
  return FORMS.flatMap(([form, read]) =>
    [...line.matchAll(form)].flatMap((match) =>
      read(match, context).map((day) => ({ ...day, before: line.slice(0, match.index) })),
    ),
  );
}

/**
 * Replaces the days in a legible text, and the times with a point, by spaces: otherwise `20.11.2026 10.22 Uhr` has
 * amounts in it, also if it is not in the calendar.
 */
export function withoutDays(line: string): string {
  const days = FORMS.flatMap(([form]) => [...line.matchAll(form)].filter(isDate)).map(
    ({ index, 0: day }) => ({ index, length: day.length + timeBehind(line, index, index + day.length) }),
  );
  const times = [...line.matchAll(SAID_TIME)].map(({ index, 0: time }) => ({ index, length: time.length }));
  let rest = line;
  for (const { index, length } of [...days, ...times])
    rest = rest.slice(0, index) + " ".repeat(length) + rest.slice(index + length);
  return rest;
}

/** A day without its place. */
type Read = Omit<PrintedDay, "before">;

function separated(
  [text, first = "", mark, second = "", third = ""]: RegExpMatchArray,
  context: DayContext,
): Read[] {
  if (first.length === 4) return dayOf(first, second, third, context).map((day) => ({ day, text }));
  if (first.length > 2) return [];
  const [dayFirst, monthFirst] = [dayOf(third, second, first, context), dayOf(third, first, second, context)];
  const order = orderIn(context.locale);
  // Countries that put the month first write it with a slash or a hyphen, never with points.
  const isMonthFirst = mark !== "." && order.indexOf("month") < order.indexOf("day");
  const yearLast = isMonthFirst ? [...monthFirst, ...dayFirst] : [...dayFirst, ...monthFirst];
  const isYearFirst = order[0] === "year" && third.length === 2;
  const yearFirst = isYearFirst ? dayOf(first, second, third, context) : [];
  const days = likelyOf(yearFirst, mark === "." ? yearLast.slice(0, 1) : yearLast, context);
  const [day, otherDay] = [...new Set(days)];
  return day === undefined ? [] : [{ day, ...(otherDay !== undefined && { otherDay }), text }];
}

/** Countries that put the year first put it last on some tills, where the other reading is at most this many years old. */
const MAX_YEARS = 10;

/** The readings of one date that can be meant, the likeliest first. */
function likelyOf(
  yearFirst: readonly string[],
  yearLast: readonly string[],
  { today }: DayContext,
): string[] {
  // Nobody has a receipt from tomorrow; across a border of time zones it may be a day ahead.
  const latest = addDays(today, 1);
  const past = yearLast.filter((day) => day <= latest);
  const year = Number(today.slice(0, 4));
  const first = yearFirst.filter((day) => day <= latest && year - Number(day.slice(0, 4)) <= MAX_YEARS);
  if (first.length > 0) return [...first, ...past.filter((day) => day >= addDays(today, -USUAL_DAYS))];
  const own = yearLast.slice(0, 1);
  // The one in the locale's own order is asked about: that of a ticket or a stay may be to come.
  return [...new Set([...past, ...own.filter((day) => day > latest)])];
}

/** Reads a day by the groups of its form. */
function grouped({ 0: text, groups = {} }: RegExpMatchArray, context: DayContext): Read[] {
  const { year = "", month = "", day = "" } = groups;
  const number = /\d/.test(month) ? month : monthNumber(month);
  return number === undefined
    ? []
    : dayOf(year, String(number), day, context).map((found) => ({ day: found, text: text.trim() }));
}

/** The forms of dates, and how each is read. */
const FORMS: readonly (readonly [
  form: RegExp,
  read: (match: RegExpMatchArray, context: DayContext) => Read[],
])[] = [
  [SEPARATED, separated],
  [COMPACT, grouped],
  [DAY_FIRST, grouped],
  [ROMAN, grouped],
  [MONTH_FIRST, grouped],
  [TIME_BETWEEN, grouped],
];

/** True of a date, in the calendar or not, and not of other words between two numbers. */
const isDate = ({ groups: { month = "1" } = {} }: RegExpMatchArray) =>
  /\d/.test(month) || monthNumber(month) !== undefined;

/** Empty if there is no such day. */
function dayOf(year: string, month: string, day: string, context: DayContext): string[] {
  const found = `${fullYear(year, context)}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(found) ? [found] : [];
}

/** Thailand counts the years from 543 BC. */
const BUDDHIST = 543;

/** The year of our era, of four digits. */
function fullYear(year: string, { locale, today }: DayContext): string {
  const ours = year.length === 2 ? `20${year}` : year;
  const isBuddhist =
    year.length === 2 && Number(ours) > Number(today.slice(0, 4)) + 1 && hasBuddhistYears(locale);
  const printed = isBuddhist ? Number(`25${year}`) : Number(ours);
  return printed >= 2500 && printed <= 2650 ? String(printed - BUDDHIST) : ours;
}

const hasBuddhistYears = (locale: string) =>
  new Intl.DateTimeFormat(locale).resolvedOptions().calendar === "buddhist";

/** `day`, `month` and `year` as a locale orders them. */
function orderIn(locale: string): string[] {
  const parts = new Intl.DateTimeFormat(locale, { dateStyle: "short", calendar: "gregory" }).formatToParts(0);
  return parts.map(({ type }) => type).filter((type) => type !== "literal");
}
