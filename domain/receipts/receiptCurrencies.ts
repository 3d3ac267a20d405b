import { isCurrency } from "../values/currency";
import { signAt } from "../values/currencySigns";
import { labelIn } from "./labels";
import type { Candidate } from "./model";
import { legible } from "./printedAmounts";
import type { ReadField, ReadText } from "./readText";
import { isSum } from "./receiptSums";

/** Codes that no word of a receipt looks like; others, such as TRY or CUP, count only beside the sums. */
const PLAIN_CODES = new Set([
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "JPY",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CZK",
  "HUF",
  "AED",
  "SAR",
  "EGP",
]);

const AROUND = /(\S{0,4}) ?(?<![\d.,])[-–]?\d[\d.,' ]*(?: ?(\S{1,4}))?/gu;

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
    for (const { currency, sign } of signsIn(field.text, expected, true)) vote(currency, 2, sign, field);
    if (field.currency && isCurrency(field.currency) && signsIn(field.text, expected, true).length === 0)
      vote(field.currency, 1, field.text, field);
  }
  for (const row of rows)
    for (const { currency, sign } of signsIn(row.text, expected, labelIn(row.text) !== undefined))
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

function signsIn(text: string, expected: string, isBesideSum: boolean): { currency: string; sign: string }[] {
  const found: { currency: string; sign: string }[] = [];
  const line = legible(text);
  for (const code of line.match(/\b[A-Z]{3}\b/g) ?? []) {
    if (isCurrency(code) && (PLAIN_CODES.has(code) || code === expected || isBesideSum))
      found.push({ currency: code, sign: code });
  }
  for (const [, before = "", after = ""] of line.matchAll(AROUND)) {
    for (const part of [before, after]) {
      const sign = signOf(part.replace(/[-–:.]/g, ""), expected);
      if (sign) found.push(sign);
    }
  }
  return found;
}

/** A sign that stands alone. A letter beside an amount is its tax class. */
function signOf(text: string, expected: string): { currency: string; sign: string } | undefined {
  if (/^[A-Za-z]$/.test(text) || /^[A-Z]{3}$/.test(text) || text === "") return undefined;
  const found = signAt(text, expected, []);
  if (found?.sign !== text) return undefined;
  const currency = found.currencies.includes(expected) ? expected : found.currencies[0];
  return currency === undefined ? undefined : { currency, sign: found.sign };
}
