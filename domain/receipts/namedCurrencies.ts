import { decimalsOf, isCurrency } from "../values/currency";
import { isLabelAlone, type LabelKind } from "./labels";
import { isUsedWhole } from "./printedAmounts";
import { codesIn, codesOf, meaningsOf, numbersIn, type SignHints, statedIn } from "./printedCurrencies";

// The meaning that the whole receipt gives to a sign that several currencies share.

/** A row as `legible` writes it. */
interface HintRow {
  line: string;
  /** The meaning of the amounts in it. */
  kind?: LabelKind | undefined;
}

/** Returns what rows say of the signs in them. */
export function hintsIn(rows: readonly HintRow[], expected: string): SignHints {
  const named = new Set<string>();
  const mentioned = new Set<string>();
  const totals = signedTotals(rows);
  // The meanings of all signs that may also mean the ledger's currency.
  const rivals = new Set(
    rows
      .flatMap(({ line }) => signsIn(line))
      .filter((one) => one.includes(expected))
      .flat(),
  );
  for (const row of rows) {
    const stated = new Set(statedIn(row.line));
    const beside = codesBeside(row, expected).filter((code) => !rivals.has(code));
    for (const currency of currenciesIn(row.line))
      if (stated.has(currency) || beside.includes(currency) || isOfSums(currency, row, totals))
        named.add(currency);
    for (const currency of mentionedIn(row, expected)) mentioned.add(currency);
  }
  return { named, mentioned, ...decimalsIn(rows) };
}

/** The codes beside the numbers of a row without a sum, such as a rate: no name, but perhaps the payer's own money. */
const codesBeside = ({ line, kind }: HintRow, expected: string) =>
  kind === undefined
    ? codesOf(line, expected, false).filter((code) =>
        new RegExp(`\\d ?${code}\\b|\\b${code} ?\\d`).test(line),
      )
    : [];

/** The currencies whose codes, or signs that no other has, are in a row. */
const currenciesIn = (line: string) => [
  ...codesIn(line),
  ...signsIn(line).flatMap((meanings) => (meanings.length === 1 ? meanings : [])),
];

/** The meanings of each sign in a row. */
const signsIn = (line: string) =>
  numbersIn(line).flatMap(({ sides }) => sides.map((part) => meaningsOf(part)));

/** The digits of the totals without a code, by each currency that the sign beside them may mean. */
function signedTotals(rows: readonly HintRow[]): Map<string, Set<string>> {
  const totals = new Map<string, Set<string>>();
  for (const { line, kind } of rows) {
    if (kind !== "total" || currenciesIn(line).length > 0) continue;
    for (const { number, sides } of numbersIn(line))
      for (const currency of sides.flatMap((part) => meaningsOf(part)))
        totals.set(currency, (totals.get(currency) ?? new Set()).add(digitsOf(number)));
  }
  return totals;
}

/** Amounts that a bank may have converted. */
const OF_PAYMENT = new Set<LabelKind>(["paid", "change", "balance"]);

/**
 * True if the sum in a row has a currency that its sign means elsewhere as well. A total or a payment that differs from
 * a total with that sign may be what a bank has charged.
 */
function isOfSums(
  currency: string,
  { line, kind }: HintRow,
  totals: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (kind === undefined || kind === "count") return false;
  const numbers = numbersIn(line);
  const signed = totals.get(currency);
  if (numbers.some(({ number }) => signed?.has(digitsOf(number)))) return true;
  if (OF_PAYMENT.has(kind)) return false;
  if (kind === "total" && numbers.length > 0 && signed !== undefined) return false;
  // Another number may be that of the house, in a name with a word of a label.
  const isAmount = numbers.some(({ number, sides }) => {
    return /[.,]\d\d$/.test(number) || sides.some((part) => meaningsOf(part).includes(currency));
  });
  return isAmount || isLabelAlone(line.replaceAll(currency, ""));
}

const digitsOf = (number: string) => number.replace(/\D/g, "");

/** The currencies that a row mentions: codes that look like words only where no other word is in capitals. */
function mentionedIn({ line, kind }: HintRow, expected: string): string[] {
  const capitals = line.match(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu) ?? [];
  const isPlain = capitals.every(isCurrency);
  // `Rice 1 CUP`
  const rare = codesIn(line.replace(/(?<![\d.,])\d{1,2} [A-Z]{3}\b/g, ""));
  return [...codesOf(line, expected, kind !== undefined), ...(isPlain ? rare : [])];
}

/** The currencies that the amounts beside their signs tell about. */
function decimalsIn(rows: readonly HintRow[]): Pick<SignHints, "unfit" | "whole"> {
  const surplus = new Map<string, number>();
  const grouped = new Set<string>();
  for (const { line } of rows)
    for (const { number, sides } of numbersIn(line))
      for (const currency of sides.flatMap((part) => meaningsOf(part))) {
        surplus.set(currency, (surplus.get(currency) ?? 0) + (/[.,]\d\d$/.test(number) ? 1 : -1));
        if (/^\d{1,3}(\.\d{3})+$/.test(number)) grouped.add(currency);
      }
  // Most of them: a single one may be misread.
  const unfit = [...surplus].flatMap(([one, more]) => (more > 0 && decimalsOf(one) === 0 ? [one] : []));
  const whole = [...grouped].filter((one) => (surplus.get(one) ?? 0) < 0 && isUsedWhole(one));
  return { unfit: new Set(unfit), whole: new Set(whole) };
}
