import type { Candidate } from "./model";
import { type DayContext, daysIn, type PrintedDay } from "./printedDays";
import type { ReadField, ReadText } from "./readText";
import { placeOf } from "./wordPlaces";

export interface DaysFound {
  /** Best first. */
  days: Candidate<string>[];
  /** True if another day is equally plausible. */
  isAmbiguous: boolean;
}

const NOT_OF_PURCHASE =
  /birth|geburt|due|f[äa]llig|expir|exp\b|valid|g[üu]ltig|until|\bbis\b|return by|best before|since|delivery|الاستحقاق|الانتهاء|الميلاد/i;
const OF_PURCHASE = /\bdate\b|datum|\btag\b|issued|belegdatum|rechnungsdatum|تاريخ|التاريخ/i;
const TIME = /\b([01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?\b/;

/** Scores that differ by less are not distinguishable. */
const CLOSE = 5;

interface Found extends PrintedDay {
  score: number;
  source: ReadText;
}

/** Returns the days on a receipt, that of the purchase first. */
export function receiptDays(
  fields: readonly ReadField[],
  rows: readonly ReadText[],
  context: DayContext,
): DaysFound {
  const found = [
    ...fields.flatMap((field) => foundIn(field, context, scoreOfField(field), field.label)),
    ...rows.flatMap((row) => foundIn(row, context, 40, row.text)),
  ];
  const best = new Map<string, Found>();
  for (const one of found) {
    const known = best.get(one.day);
    // The same day twice is more likely; a certain reading settles an uncertain one.
    if (known) {
      const { otherDay: _, ...certain } = known;
      const settled = known.otherDay !== undefined && one.otherDay === undefined ? certain : known;
      best.set(one.day, { ...settled, score: Math.max(known.score, one.score) + 3 });
    } else best.set(one.day, one);
  }
  const sorted = [...best.values()].sort((a, b) => b.score - a.score);
  const [first, second] = sorted;
  const isClose = first !== undefined && second !== undefined && first.score - second.score < CLOSE;
  const isAmbiguous = first?.otherDay !== undefined || isClose;
  const days = sorted.map(candidateOf);
  if (first?.otherDay !== undefined && !days.some(({ value }) => value === first.otherDay)) {
    days.splice(1, 0, { ...candidateOf({ ...first, score: first.score / 2 }), value: first.otherDay });
  }
  return { days, isAmbiguous };
}

function scoreOfField({ type, confidence }: ReadField): number {
  if (type === "INVOICE_RECEIPT_DATE" || type === "ORDER_DATE") return 60 + confidence / 4;
  return type === "DUE_DATE" || type === "DELIVERY_DATE" ? 5 : 30;
}

function foundIn(source: ReadText, context: DayContext, base: number, label: string): Found[] {
  return daysIn(source.text, context).map((printed) => {
    let score = base;
    if (NOT_OF_PURCHASE.test(label)) score -= 30;
    else if (OF_PURCHASE.test(label)) score += 15;
    if (TIME.test(source.text.replace(printed.text, ""))) score += 12;
    if (printed.day > context.today) score -= 25;
    else if (Number(context.today.slice(0, 4)) - Number(printed.day.slice(0, 4)) > 10) score -= 25;
    return { ...printed, score, source };
  });
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
