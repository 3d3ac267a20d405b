import { decimalsOf } from "../values/currency";
import { AmountError, parseAmount } from "../values/money";
import { canonical, type Decimal, marksOf, readNumber } from "../values/numerals";
import { currencyBeside, hasSignBeside, type SignContext } from "./printedCurrencies";
import { withoutDays } from "./printedDays";

/** Settings for reading amounts. */
export interface MoneyContext {
  /** That of amounts without their own. */
  currency: string;
  locale: string;
  /** For amounts with their own; without it, none has. */
  signs?: SignContext;
  /** The mark before the decimals, if other numbers on the receipt leave no doubt about it. */
  decimalMark?: string;
}

/** An amount, or several readings of it. */
interface AmountReading {
  /** Minor units, without its sign. */
  minor: number;
  /** True if its mark may mean something else. */
  isUnsure?: boolean;
  /** The amount in that case. */
  other?: number;
}

/** An amount in a printed text. */
export interface PrintedAmount extends AmountReading {
  isNegative: boolean;
  /** True after a dash with a space, which is a minus or leads from the label to the amount. */
  isDashed: boolean;
  /** ISO 4217: what the sign or code beside it means. */
  currency?: string;
  text: string;
  /** Its position in the canonical text. */
  start: number;
  end: number;
}

/** Digits with the marks between them that a printer or a reader leaves, such as `1.234,56`, `12 .50` or `1 234,00`. */
const PRINTED =
  /(?<![\p{L}\d.,])\d{1,3}(?:(?: ?[.,'’] ?|[ ](?=\d{3}(?!\d)))\d{2,3})*(?![\d])|\d+(?: ?[.,] ?\d+)?/gu;

/** Characters beside an amount in which its sign is looked for: a row may be long, and have as many amounts. */
const NEAR = 40;

/**
 * Returns the amounts in a text. In a row, amounts have the decimals of the currency, which distinguishes them from
 * counts and article numbers; a field is known to be an amount, so `$1000` is one there.
 */
export function amountsIn(text: string, money: MoneyContext, where: "field" | "row"): PrintedAmount[] {
  const line = withoutDays(legible(text));
  const found: PrintedAmount[] = [];
  for (const match of line.matchAll(PRINTED)) {
    const [printed] = match;
    const start = match.index;
    const end = start + printed.length;
    const sides = [line.slice(Math.max(0, start - NEAR), start), line.slice(end, end + NEAR)] as const;
    // A share, a time, or a part of a longer number.
    if (/^\s?%|^[.:]\d/.test(sides[1]) || /[\d][-/:.]$/.test(sides[0])) continue;
    const currency = money.signs && currencyBeside(line, start, end, money.signs);
    const own = { ...money, currency: currency ?? money.currency };
    const reading = readingOf(printed.replaceAll(" ", ""), own, where);
    if (reading === undefined) continue;
    const [isNegative, isDashed] = [isMinus(...sides), isDash(sides[0])];
    found.push({
      ...reading,
      isNegative,
      isDashed,
      ...(currency && { currency }),
      text: printed,
      start,
      end,
    });
  }
  return found;
}

/**
 * Returns the amounts in a row of a sum; if none has decimals, whole ones beside a sign of their currency: `$5`, `5,- €`
 * or `1.234 Ft`. One that is followed by two digits has small decimals: `5 99`.
 */
export function sumsIn(text: string, money: MoneyContext): PrintedAmount[] {
  const found = amountsIn(text, money, "row");
  const line = legible(text);
  const isWhole = ({ text: printed, start, end }: PrintedAmount) =>
    !/[.,] ?\d{1,2}$/.test(printed) &&
    !/^ ?[.,'’:]? ?\d/.test(line.slice(end)) &&
    (/^[.,][–—-]{1,2}(?!\d)/.test(line.slice(end)) || hasSignBeside(line, start, end, money.signs));
  return found.length > 0 ? found : amountsIn(text, money, "field").filter(isWhole);
}

/** A sign or code between a minus and its amount. */
const SIGN = String.raw`(?:(?:\p{L}{0,3}\p{Sc}|[A-Z]{3}|kr\.?|Fr\.?|Rs\.?) ?)?`;

/** One dash: several lead from a label to its amount, and one behind a letter belongs to a word, unless that is a code. */
const DASH = String.raw`(?:(?<![\d\p{L}–—-]|[–—-] )|(?<=\b[A-Z]{3}))[–—-]`;

const MINUS_BEFORE = new RegExp(`${DASH}${SIGN}$`, "u");
const DASH_BEFORE = new RegExp(`${DASH} +${SIGN}$`, "u");
const MINUS_BEHIND = /^(?: ?\p{Sc})?[–—-](?![\d–—-])|^ ?CR\b/u;
const OPENED = new RegExp(`\\( ?${SIGN}$`, "u");
const CLOSED = new RegExp(`^ ?${SIGN}\\)`, "u");

/** True of the text around a negative amount: `-40.00`, `-$40.00`, `$-40.00`, `40.00-`, `40.00 CR` or `(40.00)`. */
const isMinus = (before: string, behind: string) =>
  MINUS_BEFORE.test(before) || MINUS_BEHIND.test(behind) || (OPENED.test(before) && CLOSED.test(behind));

const isDash = (before: string) => DASH_BEFORE.test(before);

/** Cape Verde's sign is its decimal mark: `1.038$50` is no dollar. */
const CIFRAO = /(?<=\d)\$(\d\d)(?![\d.,]*\d)/g;

/** Replaces other digits and marks, and letters misread for digits between digits and marks, by ASCII ones. */
export function legible(text: string): string {
  return canonical(text)
    .replace(/\n/g, " ")
    .replaceAll("٫", ".")
    .replaceAll("٬", "'")
    .replace(/(?<=\d[.,]?)[Oo](?=[\dOo]?\b)|(?<=\b)[Oo](?=[.,]\d)/g, "0")
    .replace(/(?<=\d[.,]?)[lI|](?=\d)(?!\d?\d:\d)|(?<=\b)[lI|](?=[.,]\d\d\b)/g, "1")
    .replace(/(?<![\p{L}])S(?=\d+[.,]\d\d\b)/gu, "$")
    .replace(CIFRAO, ",$1 CVE");
}

/**
 * Returns the mark before the decimals of a currency that has three, if all numbers agree that cannot have it between
 * their groups, such as `0.750` or `1,250.500`.
 */
export function decimalMarkIn(texts: readonly string[]): string | undefined {
  const marks = new Set<string>();
  for (const [printed] of texts.flatMap((text) => [...withoutDays(legible(text)).matchAll(PRINTED)])) {
    const [only, other] = readNumber(printed.replaceAll(" ", ""), NO_MARKS);
    if (!other && only?.fraction.length === 3) marks.add(printed.match(/[.,]/g)?.at(-1) ?? "");
  }
  return marks.size === 1 ? [...marks][0] : undefined;
}

/** Without the marks of a locale, a number has both of its readings: whoever printed it has a locale of their own. */
const NO_MARKS = { decimal: "", group: "" };

function readingOf(printed: string, money: MoneyContext, where: "field" | "row"): AmountReading | undefined {
  const decimals = decimalsOf(money.currency);
  const [grouped, decimal] = readNumber(printed, NO_MARKS);
  if (!grouped) return undefined;
  const isAmount = ({ fraction }: Decimal) =>
    where === "field" ? fraction.length <= decimals : fraction.length === decimals;
  if (!decimal) return isAmount(grouped) ? minorOf(grouped, money) : undefined;
  // In "1.234", the mark is one or the other.
  const isByLocale = isDecimalMark(/[.,]/.exec(printed)?.[0], money);
  if (decimal.fraction.length > decimals) {
    const reading = isAmount(grouped) ? minorOf(grouped, money) : undefined;
    return reading && { ...reading, ...(decimals > 0 && isByLocale && { isUnsure: true }) };
  }
  if (!isAmount(decimal)) return undefined;
  const isWhole = isUsedWhole(money.currency);
  const [first, second] = isWhole ? [grouped, decimal] : [decimal, grouped];
  const isSure = !isWhole && (isByLocale || printed.includes(money.decimalMark ?? " "));
  const [reading, other] = [minorOf(first, money), minorOf(second, money)?.minor];
  return reading && { ...reading, ...(!isSure && { isUnsure: true, other }) };
}

/** Marks as {@link legible} writes them. Some locales have another mark in money than in numbers. */
const isDecimalMark = (mark: string | undefined, { locale, currency }: MoneyContext) =>
  [...legible(marksOf(locale, currency).decimal)].every((one) => one === mark);

/** True of a currency that has decimals only by its norm, such as IQD: nobody prints them. */
export const isUsedWhole = (currency: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits === 0;

function minorOf({ whole, fraction }: Decimal, { currency }: MoneyContext): AmountReading | undefined {
  if (/^0+$/.test(whole + fraction)) return { minor: 0 };
  try {
    return { minor: parseAmount(fraction ? `${whole}.${fraction}` : whole, currency) };
  } catch (error) {
    // A number that is not an amount, such as that of a card.
    if (error instanceof AmountError) return undefined;
    throw error;
  }
}
