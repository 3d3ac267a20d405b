import { asciiDigits } from "./digits";

// Numbers as people write them: in the digits of any script, with the marks of any country.

/** The marks of a locale's numbers. Sums of money may have others than plain numbers; a mark is in both if it is used both ways. */
export interface Marks {
  /** The marks before its decimals. */
  decimal: string;
  /** The marks between its groups of digits. */
  group: string;
}

/** The marks of programs: a point, and no grouping. */
export const PLAIN_MARKS: Marks = { decimal: ".", group: "" };

const marksByLocale = new Map<string, Marks>();

/**
 * The marks of a locale, from how it writes plain numbers and sums in a currency. English in Europe has plain numbers as
 * the country has them, but money as in English, in some countries only euros: "12,345" and "€12.34". The mark before the
 * decimals of money is not between groups then, because all amounts that the reader sees have it before their decimals.
 * @param isWhole True of a number that cannot have decimals, so that the mark between the groups of money is nothing else.
 */
export function marksOf(locale: string, currency: string, isWhole = false): Marks {
  const key = `${locale} ${currency} ${isWhole}`;
  const known = marksByLocale.get(key);
  if (known) return known;
  const plain = marksIn(locale, {});
  const money = marksIn(locale, { style: "currency", currency });
  const found = {
    decimal: money.decimal + (isWhole ? without(plain.decimal, money.group) : plain.decimal),
    group: money.group + without(plain.group, money.decimal),
  };
  marksByLocale.set(key, found);
  return found;
}

function marksIn(locale: string, style: Intl.NumberFormatOptions): Marks {
  const format = new Intl.NumberFormat(locale, { ...style, minimumFractionDigits: 1 });
  const parts = format.formatToParts(1234567.8);
  const mark = (type: string) => canonical(parts.find((part) => part.type === type)?.value ?? "");
  return { decimal: mark("decimal"), group: mark("group") };
}

const without = (marks: string, other: string) => (marks === other ? "" : marks);

/** Invisible characters that set the direction of a text. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Characters that have the same meaning in numbers and sums. */
const SAME: Readonly<Record<string, string>> = {
  "’": "'",
  ʼ: "'",
  "−": "-",
  "×": "*",
  "÷": "/",
  "￥": "¥",
};

/**
 * Returns a text with one character for each meaning: ASCII digits, one kind of space, of apostrophe and of each
 * operator.
 */
export function canonical(text: string): string {
  return asciiDigits(text)
    .replace(DIRECTIONS, "")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\p{Zs}\t]/gu, " ")
    .replace(/[’ʼ−×÷￥]/g, (character) => SAME[character] ?? character)
    .trim();
}

/** A number in canonical characters, at a position in a text. Digits around a space belong to one number: `1 234`. */
export const NUMBER = /[\d.,'٫٬](?:[\d.,'٫٬]| (?=\d))*/y;

/** A decimal in ASCII digits. */
export interface Decimal {
  whole: string;
  fraction: string;
}

const WESTERN = /^[1-9]\d{0,2}(\D\d{3})+$/;
/** With commas alone: nobody groups by two with another mark, and "12.50.300" is a slip. */
const INDIAN = /^[1-9]\d?([,٬]\d{2})*[,٬]\d{3}$/;

/**
 * Reads a number that {@link NUMBER} found.
 * @returns its readings: none if its marks make no sense; two if a mark can be a decimal mark or a group mark.
 */
export function readNumber(text: string, marks: Marks): Decimal[] {
  const kinds = [...new Set(text.match(/\D/g))];
  const last = kinds.length > 0 ? (text.match(/\D/g)?.at(-1) ?? "") : "";
  if (kinds.length > 2) return [];
  if (kinds.length === 0) return split(text);
  const isOnce = text.indexOf(last) === text.lastIndexOf(last);
  const canBeDecimal = ".,٫".includes(last) && isOnce;
  const canBeGroup = kinds.length === 1 && last !== "٫" && (WESTERN.test(text) || INDIAN.test(text));
  // "1,234": only the locale can decide what the mark means.
  if (canBeDecimal && canBeGroup) {
    const isDecimal = marks.decimal.includes(last);
    const isGroup = marks.group.includes(last);
    if (isDecimal === isGroup) return [...split(text.replace(last, "")), ...split(text, last)];
    return isDecimal ? split(text, last) : split(text.replace(last, ""));
  }
  if (canBeGroup) return split(text.replaceAll(last, ""));
  return canBeDecimal ? split(text, last) : [];
}

/** Splits a number at its decimal mark. The part before it may be grouped. */
function split(text: string, decimal = "."): Decimal[] {
  const [whole = "", fraction = ""] = text.split(decimal);
  const digits = WESTERN.test(whole) || INDIAN.test(whole) ? whole.replace(/\D/g, "") : whole;
  const isNumber = /^\d*$/.test(digits) && /^\d*$/.test(fraction) && digits + fraction !== "";
  return isNumber ? [{ whole: digits || "0", fraction }] : [];
}
