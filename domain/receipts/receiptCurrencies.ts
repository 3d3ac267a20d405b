import { isCurrency } from "../values/currency";
import { labelIn } from "./labels";
import type { Candidate } from "./model";
import { hintsIn } from "./namedCurrencies";
import { legible } from "./printedAmounts";
import { type CurrencySign, type SignHints, signsIn } from "./printedCurrencies";
import type { ReadField, ReadText } from "./readText";
import { kindOf } from "./receiptSums";

interface CurrenciesFound {
  /** The printed ones, by frequency, best first. */
  currencies: Candidate<string>[];
  /** The others that the sign of a currency may mean, if nothing but that sign tells of it. */
  othersOf(currency: string): Candidate<string>[];
  /** True if nothing but that sign tells of a currency, or another one is printed that it may mean as well. */
  isShared(currency: string): boolean;
  hints: SignHints;
}

interface Votes {
  weight: number;
  text: string;
  source: ReadText;
  /** Undefined once something tells that it is no other currency. */
  others: readonly string[] | undefined;
}

/** More are hardly those of anybody's journey: nearly thirty countries have a dollar or a peso. */
const MAX_OTHERS = 5;

/** Returns the currencies that a receipt names. */
export function receiptCurrencies(
  fields: readonly ReadField[],
  rows: readonly ReadText[],
  expected: string,
): CurrenciesFound {
  const votes = new Map<string, Votes>();
  const vote = ({ currency, sign: text, others }: CurrencySign, weight: number, source: ReadText) => {
    const known = votes.get(currency);
    if (!known) votes.set(currency, { weight, text, source, others });
    else {
      known.weight += weight;
      known.others &&= others?.length === 0 ? known.others : others;
    }
  };
  // A name or an address may contain a word that is also a code, such as TOP, or a sign, such as Ft.
  const sums = fields.filter((field) => kindOf(field) !== undefined);
  const lines = [
    ...sums.map((source) => ({ source, weight: 2, kind: kindOf(source) })),
    ...rows.map((source) => ({ source, weight: 1, kind: labelIn(source.text)?.kind })),
  ].map((one) => ({ ...one, line: legible(one.source.text) }));
  const hints = hintsIn(lines, expected);
  for (const { source, weight, line, kind } of lines)
    for (const sign of signsIn(line, { expected, hints }, kind !== undefined)) vote(sign, weight, source);
  // Textract determines a sign's country by the sign alone.
  for (const field of sums)
    if (field.currency && isCurrency(field.currency) && !hasSign(field, expected))
      vote({ currency: field.currency, sign: field.text }, 1, field);
  const all = [...votes].sort(([, a], [, b]) => b.weight - a.weight);
  const total = all.reduce((sum, [, { weight }]) => sum + weight, 0);
  const currencies = all.map(([value, { weight, text, source }]) =>
    candidateOf(value, text, source, Math.round((100 * weight) / (total + 1))),
  );
  const othersOf = (currency: string) => {
    const { others = [], text = "", source } = votes.get(currency) ?? {};
    const open = others.filter((other) => !votes.has(other)).slice(0, MAX_OTHERS);
    return source ? open.map((other) => candidateOf(other, text, source, 1)) : [];
  };
  const isShared = (currency: string) => (votes.get(currency)?.others ?? []).length > 0;
  return { currencies, othersOf, isShared, hints };
}

const hasSign = ({ text }: ReadText, expected: string) =>
  signsIn(legible(text), { expected }, true).length > 0;

const candidateOf = (
  value: string,
  text: string,
  { page, box }: ReadText,
  confidence: number,
): Candidate<string> => ({ value, text, page, confidence, ...(box && { box }) });
