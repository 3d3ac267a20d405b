import { decimalsOf } from "../values/currency";
import { AmountError } from "../values/money";
import { canonical } from "../values/numerals";
import { readAmount } from "../values/typedAmount";

/** An amount in a printed text. */
export interface PrintedAmount {
  /** Minor units, without its sign. */
  minor: number;
  isNegative: boolean;
  text: string;
  /** Its position in the canonical text. */
  start: number;
  end: number;
}

/** Digits with the marks between them that a printer or a reader leaves, such as `1.234,56`, `12 .50` or `1 234,00`. */
const PRINTED =
  /(?<![\p{L}\d.,])\d{1,3}(?:(?: ?[.,'’] ?|[ ](?=\d{3}(?!\d)))\d{2,3})*(?![\d])|\d+(?: ?[.,] ?\d+)?/gu;

/**
 * Returns the amounts in a text. In a row, amounts have the decimals of the currency, which distinguishes them from
 * counts and article numbers; a field is known to be an amount, so `$1000` is one there.
 */
export function amountsIn(
  text: string,
  currency: string,
  locale: string,
  where: "field" | "row",
): PrintedAmount[] {
  const line = legible(text);
  const found: PrintedAmount[] = [];
  for (const match of line.matchAll(PRINTED)) {
    const [printed] = match;
    const start = match.index;
    const end = start + printed.length;
    if (/^\s?%/.test(line.slice(end)) || /[\d][-/:.]$/.test(line.slice(0, start))) continue;
    const minor = minorOf(printed.replaceAll(" ", ""), currency, locale, where);
    if (minor === undefined) continue;
    const before = line.slice(0, start).trimEnd();
    const isNegative =
      /(?:^|[^\d\p{L}])[-–—][^\p{L}\d\s]?\s?(?:[A-Z]{3}\s?)?$/u.test(before) ||
      /^-(?!\d)/.test(line.slice(end));
    found.push({ minor, isNegative, text: printed, start, end });
  }
  return found;
}

/** Replaces other digits and marks, and letters misread for digits between digits and marks, by ASCII ones. */
export function legible(text: string): string {
  return canonical(text)
    .replace(/\n/g, " ")
    .replaceAll("٫", ".")
    .replaceAll("٬", "'")
    .replace(/(?<=\d[.,]?)[Oo](?=[\dOo]?\b)|(?<=\b)[Oo](?=[.,]\d)/g, "0")
    .replace(/(?<=\d[.,]?)[lI|](?=\d)|(?<=\b)[lI|](?=[.,]\d\d\b)/g, "1")
    .replace(/(?<![\p{L}])S(?=\d+[.,]\d\d\b)/gu, "$");
}

function minorOf(
  printed: string,
  currency: string,
  locale: string,
  where: "field" | "row",
): number | undefined {
  const decimals = decimalsOf(currency);
  const fraction = /[.,](\d+)$/.exec(printed)?.[1]?.length ?? 0;
  const isGrouped = decimals === 0 && fraction === 3;
  if (where === "row" && fraction !== decimals && !isGrouped) return undefined;
  if (/^[0.,]+$/.test(printed)) return 0;
  try {
    return readAmount(printed, currency, locale).minor;
  } catch (error) {
    // A number that is not an amount, such as that of a card.
    if (error instanceof AmountError) return undefined;
    throw error;
  }
}
