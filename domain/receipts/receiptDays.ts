import { addDays } from "../values/day";
import type { Candidate } from "./model";
import { type DayContext, daysIn, type PrintedDay, USUAL_DAYS } from "./printedDays";
import type { ReadField, ReadText } from "./readText";
import { placeOf } from "./wordPlaces";

interface DaysFound {
  /** Best first. */
  days: Candidate<string>[];
  /** True if another day is equally plausible. */
  isAmbiguous: boolean;
  /** True if the first is hardly that of the purchase. */
  isUnlikely: boolean;
}

const NOT_OF_PURCHASE =
  /birth|born|\bdob\b|geburt|due|payable|f[äa]llig|zahlbar|expir|exp\b|valid|g[üu]ltig|until|\bbis\b|return by|best before|haltbar|since|delivery|الاستحقاق|الانتهاء|الميلاد/i;
const OF_PURCHASE = /\bdate\b|datum|\btag\b|issued|belegdatum|rechnungsdatum|تاريخ|التاريخ/i;
/** A point between two numbers alone is that of a price. */
const TIME = /(?<![\d.,])([01]?\d|2[0-3])(?::[0-5]\d|\.[0-5]\d(?:\.[0-5]\d\b|\s?(?:Uhr|h|[ap]\.?m)\b))/i;

/** Scores that differ by less are not distinguishable. */
const CLOSE = 5;

/** The meaning that the words beside a day give it. */
type Meaning = "purchase" | "other" | "open";

interface Found extends PrintedDay {
  score: number;
  meaning: Meaning;
  source: ReadText;
  isField: boolean;
}

/** Returns the days on a receipt, that of the purchase first. */
export function receiptDays(
  fields: readonly ReadField[],
  rows: readonly ReadText[],
  context: DayContext,
): DaysFound {
  const found = [
    ...fields.flatMap((field) => foundInField(field, context)),
    ...rows.flatMap((row, index) => foundInRow(row, rows[index - 1], context)),
  ];
  const isOther = (day: string) => hasOtherMeaning(found.filter((one) => one.day === day));
  const isUnusual = (day: string) =>
    day > addDays(context.today, 1) || day < addDays(context.today, -USUAL_DAYS);
  // A birth, or the end of a term.
  const plausible = found.filter(({ day }) => !(isUnusual(day) && isOther(day)));
  const sorted = eachOnce(plausible).sort((a, b) => b.score - a.score);
  const [first, second] = sorted;
  const isClose = first !== undefined && second !== undefined && first.score - second.score < CLOSE;
  const isAmbiguous = first?.otherDay !== undefined || isClose;
  const isUnlikely = first !== undefined && (isUnusual(first.day) || isOther(first.day));
  const days = sorted.map(candidateOf);
  if (first?.otherDay !== undefined && !days.some(({ value }) => value === first.otherDay)) {
    days.splice(1, 0, { ...candidateOf({ ...first, score: first.score / 2 }), value: first.otherDay });
  }
  return { days, isAmbiguous, isUnlikely };
}

/** The days without repetitions: the same day twice is more likely; a certain reading settles an uncertain one. */
function eachOnce(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>();
  for (const one of found) {
    const known = best.get(one.day);
    if (known) {
      const { otherDay: _, ...certain } = known;
      const settled = known.otherDay !== undefined && one.otherDay === undefined ? certain : known;
      best.set(one.day, { ...settled, score: Math.max(known.score, one.score) + 3 });
    } else best.set(one.day, one);
  }
  return [...best.values()];
}

/**
 * True if a day is not that of the purchase, by all that is said about it. Textract takes a lone day for that of the
 * receipt whatever stands beside it, and the words of its label may be in another row.
 */
function hasOtherMeaning(sources: readonly Found[]): boolean {
  if (sources.some(({ meaning }) => meaning === "purchase")) return false;
  const rows = sources.filter(({ isField }) => !isField);
  const open = rows.filter(({ meaning }) => meaning === "open").length;
  const others = sources.filter(({ meaning }) => meaning === "other");
  return others.length > 0 && (open === 0 || (open === 1 && others.every(({ isField }) => isField)));
}

function scoreOfField({ type, confidence }: ReadField): number {
  if (type === "INVOICE_RECEIPT_DATE" || type === "ORDER_DATE") return 60 + confidence / 4;
  return isOfTerm(type) ? 5 : 30;
}

const isOfTerm = (type: string) => type === "DUE_DATE" || type === "DELIVERY_DATE";

function foundInField(field: ReadField, context: DayContext): Found[] {
  return daysIn(field.text, context).map((printed) => {
    const found = foundAs(printed, field, field.label, scoreOfField(field), context);
    return { ...found, isField: true, ...(isOfTerm(field.type) && { meaning: "other" }) };
  });
}

function foundInRow(row: ReadText, above: ReadText | undefined, context: DayContext): Found[] {
  const days = daysIn(row.text, context);
  const isBare = !/\p{L}{2}/u.test(row.text) && above !== undefined && !/\d/.test(above.text);
  const words = isBare ? above.text : row.text;
  return days.map((printed) => {
    // In a row of several days, each has its own words.
    const label = days.length > 1 && !isBare ? wordsBefore(printed, days) : words;
    return { ...foundAs(printed, row, label, 40, context), isField: false };
  });
}

/** The text between a day and the one before it. */
function wordsBefore({ before }: PrintedDay, days: readonly PrintedDay[]): string {
  const ends = days.flatMap((one) => {
    const end = one.before.length + one.text.length;
    return end <= before.length ? [end] : [];
  });
  return before.slice(Math.max(0, ...ends));
}

function foundAs(
  printed: PrintedDay,
  source: ReadText,
  label: string,
  base: number,
  { today }: DayContext,
): Omit<Found, "isField"> {
  let score = base;
  const meaning = meaningOf(label);
  if (meaning === "other") score -= 30;
  else if (meaning === "purchase") score += 15;
  if (TIME.test(source.text.replace(printed.text, ""))) score += 12;
  if (printed.day > today) score -= 25;
  else if (Number(today.slice(0, 4)) - Number(printed.day.slice(0, 4)) > 10) score -= 25;
  return { ...printed, score, meaning, source };
}

function meaningOf(label: string): Meaning {
  if (NOT_OF_PURCHASE.test(label)) return "other";
  return OF_PURCHASE.test(label) ? "purchase" : "open";
}

function candidateOf({ day, text, score, source }: Found): Candidate<string> {
  const { page, confidence } = source;
  const box = placeOf(text, source);
  return {
    value: day,
    confidence: Math.round(Math.max(1, Math.min(confidence, score))),
    text,
    page,
    ...(box && { box }),
  };
}
