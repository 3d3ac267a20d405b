import { isCurrency } from "../values/currency";
import { labelIn } from "./labels";
import type { Candidate } from "./model";
import { legible } from "./printedAmounts";
import { signsIn } from "./printedCurrencies";
import type { ReadField, ReadText } from "./readText";
import { isSum } from "./receiptSums";

/** Returns the currencies that a receipt names, by frequency, best first. */
export function receiptCurrencies(
  fields: readonly ReadField[],
  rows: readonly ReadText[],
  expected: string,
): Candidate<string>[] {
  const votes = new Map<string, { weight: number; text: string; source: ReadText }>();
  const vote = (currency: string, weight: number, text: string, source: ReadText) => {
    const known = votes.get(currency);
    if (known) known.weight += weight;
    else votes.set(currency, { weight, text, source });
  };
  // A name or an address may contain a word that is also a code, such as TOP, or a sign, such as Ft.
  for (const field of fields.filter(isSum)) {
    // Textract determines a sign's country by the sign alone.
    const signs = signsIn(legible(field.text), expected, true);
    for (const { currency, sign } of signs) vote(currency, 2, sign, field);
    if (field.currency && isCurrency(field.currency) && signs.length === 0)
      vote(field.currency, 1, field.text, field);
  }
  for (const row of rows)
    for (const { currency, sign } of signsIn(legible(row.text), expected, labelIn(row.text) !== undefined))
      vote(currency, 1, sign, row);
  const all = [...votes].sort(([, a], [, b]) => b.weight - a.weight);
  const sum = all.reduce((total, [, { weight }]) => total + weight, 0);
  return all.map(
    ([
      value,
      {
        weight,
        text,
        source: { page, box },
      },
    ]) => ({
      value,
      text,
      page,
      confidence: Math.round((100 * weight) / (sum + 1)),
      ...(box && { box }),
    }),
  );
}
