import { isCurrency } from "../values/currency";
import { signAt } from "../values/currencySigns";

// The signs and codes of currencies beside amounts, in rows as `legible` writes them.

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

/** A sign or code as it is printed, and the currency that it means. */
export interface CurrencySign {
  currency: string;
  sign: string;
}

/** The currencies that a sign can mean here. */
export interface SignContext {
  /** The ledger's: where several share a sign, it is this one. */
  expected: string;
  /** The rarer codes that are known to be none of a name's words. */
  known?: ReadonlySet<string>;
}

const NUMBERS = /\d(?:[\d.,' ]*\d)?/g;

/** A sign before or behind a number, with the marks that may stand between them, as in `EUR: (-5,- €)`. */
const BEFORE = /(?<!\p{L})([\p{L}\p{Sc}.]{1,5})[\s:()*–—-]{0,3}$/u;
const BEHIND = /^(?:[.,][–—-]{1,2}|[–—-])? ?([\p{L}\p{Sc}]{1,5})(?!\p{L})/u;

/** Returns the signs and codes in a row. */
export function signsIn(line: string, expected: string, isBesideSum: boolean): CurrencySign[] {
  const known = new Set(isBesideSum ? codesIn(line) : []);
  const codes = codesIn(line).filter((code) => isCode(code, { expected, known }));
  const found = codes.map((code): CurrencySign => ({ currency: code, sign: code }));
  for (const { index, 0: number } of line.matchAll(NUMBERS))
    for (const part of sidesOf(line, index, index + number.length)) {
      const sign = signOf(part, line, expected);
      if (sign) found.push(sign);
    }
  return found;
}

/** The currency of the amount between two places of a row: that of the sign beside it, or of the only code in the row. */
export function currencyBeside(
  line: string,
  start: number,
  end: number,
  context: SignContext,
): string | undefined {
  const [before, behind] = sidesOf(line, start, end).map((part) => meantBy(part, line, context));
  if (before === undefined || behind === undefined || before === behind)
    return before ?? behind ?? onlyIn(line, context);
  // `200.00 EUR 221.00 USD`, or `EUR 200.00 USD 221.00`: the end of the row tells.
  return /\d[\s,.–—-]*$/.test(line) ? before : behind;
}

/** True if a sign or code stands directly beside an amount. */
export const hasSignBeside = (line: string, start: number, end: number, context: SignContext | undefined) =>
  context !== undefined &&
  sidesOf(line, start, end).some((part) => meantBy(part, line, context) !== undefined);

/** The currency of a row without one beside an amount, such as `EUR Total 5.00`. */
export function onlyIn(line: string, context: SignContext): string | undefined {
  const [code, ...others] = new Set(codesIn(line).filter((one) => isCode(one, context)));
  return others.length === 0 ? code : undefined;
}

const sidesOf = (line: string, start: number, end: number) =>
  [BEFORE.exec(line.slice(0, start)), BEHIND.exec(line.slice(end))].map((match) => match?.[1] ?? "");

const codesIn = (line: string) => (line.match(/\b[A-Z]{3}\b/g) ?? []).filter(isCurrency);

const isCode = (code: string, { expected, known }: SignContext) =>
  PLAIN_CODES.has(code) || code === expected || (known?.has(code) ?? false);

function meantBy(part: string, line: string, context: SignContext): string | undefined {
  if (isCurrency(part)) return isCode(part, context) ? part : undefined;
  return signOf(part, line, context.expected)?.currency;
}

/** A sign that stands alone. A letter beside an amount is its tax class. */
function signOf(part: string, line: string, expected: string): CurrencySign | undefined {
  const text = part.replaceAll(".", "");
  if (/^[A-Za-z]$/.test(text) || isCurrency(text) || text === "") return undefined;
  const code = text.toUpperCase();
  // `1 cup` has none.
  if (isCurrency(code)) return PLAIN_CODES.has(code) ? { currency: code, sign: text } : undefined;
  const found = signAt(text, expected, []);
  if (found?.sign !== text) return undefined;
  const { currencies, sign } = found;
  // `CAD $5.00`
  const named = codesIn(line).find((code) => currencies.includes(code));
  const currency = named ?? (currencies.includes(expected) ? expected : currencies[0]);
  return currency === undefined ? undefined : { currency, sign };
}
