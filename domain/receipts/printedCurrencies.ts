import { isCurrency } from "../values/currency";
import { signAt } from "../values/currencySigns";
import { isStatement } from "./statedCurrencies";

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

/**
 * Signs that are also words, or parts of names, by the number of decimals of their currency: they count only beside an
 * amount that has as many. Those that several countries have mean the first, unless more is known.
 */
const WORDLIKE_SIGNS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  2: {
    ...{ Dhs: "AED MAD", DHS: "AED MAD", dhs: "AED MAD", Dh: "AED MAD", DH: "AED MAD", dh: "AED MAD" },
    ...{ SR: "SAR SCR", "S.R": "SAR SCR", QR: "QAR", "Q.R": "QAR", DA: "DZD" },
    ...{ LE: "EGP SLE", "L.E": "EGP SLE", LEI: "RON MDL", Lei: "RON MDL" },
  },
  3: {
    ...{ BD: "BHD", "B.D": "BHD", DT: "TND", "D.T": "TND", JD: "JOD", "J.D": "JOD", RO: "OMR", "R.O": "OMR" },
  },
};

/** Signs that tills print and people do not type: after a sum they are hardly anything else. */
const TILL_SIGNS: Readonly<Record<string, string>> = {
  KD: "KWD",
  "K.D": "KWD",
  TL: "TRY",
  "د.ك": "KWD",
  "د.إ": "AED",
  "ر.س": "SAR",
  "ج.م": "EGP",
  "د.ب": "BHD",
  "ر.ق": "QAR",
  "ر.ع": "OMR",
  "د.أ": "JOD",
  "د.ت": "TND",
  درهم: "AED MAD",
  ريال: "SAR QAR OMR YER IRR",
  جنيه: "EGP SDG",
  دينار: "KWD BHD JOD IQD TND LYD DZD",
  ...WORDLIKE_SIGNS[2],
  ...WORDLIKE_SIGNS[3],
};

/** True of the word `SR` beside a number such as `SR 12`. */
function isWordBeside(part: string, number: string): boolean {
  const sign = part.replace(/\.$/, "");
  const decimals = /[.,] ?(\d+)$/.exec(number)?.[1]?.length ?? 0;
  const isWordlike = Object.values(WORDLIKE_SIGNS).some((signs) => Object.hasOwn(signs, sign));
  return isWordlike && WORDLIKE_SIGNS[decimals]?.[sign] === undefined;
}

/** Signs that hardly more than one country prints alone, although others have them too: Egypt prints `E£`. */
const PLAIN_SIGNS = new Set(["£", "₩", "₱", "LE"]);

/** The dollars and pesos that have a point before their decimals: nobody prints them as `$1.990` and `$990`. */
const POINTED = new Set(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"]);

/** A sign or code as it is printed, and the currency that it means. */
export interface CurrencySign {
  currency: string;
  sign: string;
  /** The others that it may mean as well, the most used first; absent if none, empty of a code that may be a name's. */
  others?: readonly string[];
}

/** The currencies that a sign can mean here. */
export interface SignContext {
  /** The ledger's: where several share a sign, it is this one. */
  expected: string;
  /** The rarer codes that are known to be none of a name's words. */
  known?: ReadonlySet<string>;
  /** Facts of the whole receipt about signs that several share. */
  hints?: SignHints;
}

export interface SignHints {
  /** The currencies that the amounts have by the words or the sums of the receipt: such a one is what its sign means. */
  named: ReadonlySet<string>;
  /** The currencies whose codes stand anywhere, perhaps in a name or beside what a bank has charged. */
  mentioned: ReadonlySet<string>;
  /** The currencies without decimals, if amounts beside their signs have them. */
  unfit: ReadonlySet<string>;
  /** The currencies that nobody prints with decimals, if amounts beside their signs are such as `$1.990`. */
  whole: ReadonlySet<string>;
}

const NUMBERS = /\d(?:[\d.,' ]*\d)?/g;

/** A sign before or behind a number, with the marks that may stand between them, as in `EUR: (-5,- €)`. */
const BEFORE = /(?<!\p{L})([\p{L}\p{Sc}.]{1,5})[\s:()*–—-]{0,3}$/u;
const BEHIND = /^(?:[.,][–—-]{1,2}|[–—-])? ?(\p{L}\.\p{L}|[\p{L}\p{Sc}]{1,5})(?!\p{L})/u;

/** Returns the signs and codes in a row. */
export function signsIn(line: string, context: SignContext, isBesideSum: boolean): CurrencySign[] {
  const codes = codesOf(line, context.expected, isBesideSum);
  const found = codes.map((code): CurrencySign => {
    return { currency: code, sign: code, ...(!context.hints?.named.has(code) && { others: [] }) };
  });
  for (const { sides } of numbersIn(line))
    for (const part of sides) {
      const sign = signOf(part, line, context);
      if (sign) found.push(sign);
    }
  return found;
}

/** The numbers in a row, and what stands before and behind each. */
export const numbersIn = (line: string) =>
  [...line.matchAll(NUMBERS)].map(({ index, 0: number }) => ({
    number,
    sides: sidesOf(line, index, index + number.length),
  }));

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

/** More characters than a sign has with the marks around it: a row may be long, and have as many numbers. */
const NEAR = 24;

const sidesOf = (line: string, start: number, end: number) =>
  [BEFORE.exec(line.slice(Math.max(0, start - NEAR), start)), BEHIND.exec(line.slice(end, end + NEAR))].map(
    (match) => {
      const part = match?.[1] ?? "";
      return isWordBeside(part, line.slice(start, end)) ? "" : part;
    },
  );

/** The codes in a row, and words that look like them. */
export const codesIn = (line: string) => codesAt(line).map(({ code }) => code);

const codesAt = (line: string) =>
  [...line.matchAll(/\b[A-Z]{3}\b/g)].flatMap(({ index, 0: code }) =>
    isCurrency(code) ? [{ code, before: line.slice(0, index), behind: line.slice(index + code.length) }] : [],
  );

/** The codes that the words before them say to be that of the amounts; in capitals, the next word may belong to one. */
export const statedIn = (line: string) =>
  codesAt(line).flatMap(({ code, before, behind }) =>
    isStatement(before, behind) && (PLAIN_CODES.has(code) || !/^ \p{Lu}{2}/u.test(behind)) ? [code] : [],
  );

/** The codes in a row: where it has no sum, those that look like no word. */
export const codesOf = (line: string, expected: string, isBesideSum: boolean) => {
  const known = new Set(isBesideSum ? codesIn(line) : statedIn(line));
  return codesIn(line).filter((code) => isCode(code, { expected, known }));
};

const isCode = (code: string, { expected, known }: SignContext) =>
  PLAIN_CODES.has(code) || code === expected || (known?.has(code) ?? false);

function meantBy(part: string, line: string, context: SignContext): string | undefined {
  if (isCurrency(part)) return isCode(part, context) ? part : undefined;
  return signOf(part, line, context)?.currency;
}

/** A sign that stands alone. A letter beside an amount is its tax class. */
function signOf(part: string, line: string, { expected, hints }: SignContext): CurrencySign | undefined {
  const sign = part.replaceAll(".", "");
  const fit = meaningsOf(part).filter((currency) => !hints?.unfit.has(currency));
  const [usual] = fit;
  if (usual === undefined) return undefined;
  // `CAD $5.00`, but not `FRUIT CUP $5.00`
  const inRow = codesIn(line).find(
    (code) =>
      fit.includes(code) && (code === expected || hints?.named.has(code) || hints?.mentioned.has(code)),
  );
  const named = fit.filter((code) => hints?.named.has(code));
  const own = inRow ?? (named.length < 2 ? named[0] : named.find((code) => code === expected));
  if (own !== undefined) return { currency: own, sign };
  // `Operated by SSP` is not about South Sudan.
  const isCounted = (code: string) => PLAIN_CODES.has(code) || !PLAIN_SIGNS.has(sign);
  const mentioned =
    named.length > 0 ? named : fit.filter((code) => hints?.mentioned.has(code) && isCounted(code));
  const isWhole = (one: string) => hints?.whole.has(one) ?? false;
  if (fit.includes(expected)) {
    const likelier = POINTED.has(expected) ? fit.filter(isWhole) : [];
    const others = mentioned.includes(expected) ? [] : [...new Set([...mentioned, ...likelier])];
    return { currency: expected, sign, ...(others.length > 0 && { others }) };
  }
  const [currency = usual, ...rest] = new Set([...mentioned, ...fit]);
  const others = [...rest.filter(isWhole), ...rest.filter((one) => !isWhole(one))];
  const isPlain = PLAIN_SIGNS.has(sign) && mentioned.length === 0;
  return { currency, sign, ...(others.length > 0 && !isPlain && { others }) };
}

/** The currencies that a sign alone can mean, the most used first. */
export function meaningsOf(part: string): readonly string[] {
  const ofTill = TILL_SIGNS[part.replace(/\.$/, "")];
  if (ofTill !== undefined) return ofTill.split(" ");
  const text = part.replaceAll(".", "");
  if (/^[A-Za-z]$/.test(text) || isCurrency(text) || text === "") return [];
  const code = text.toUpperCase();
  // `1 cup` has none.
  if (isCurrency(code)) return PLAIN_CODES.has(code) ? [code] : [];
  const found = signAt(text, "", []);
  return found?.sign === text ? found.currencies : [];
}

/**
 * Returns a text before an amount without the sign or code of its currency. A letter alone may be the end of a name,
 * such as `Vitamin C`.
 */
export function withoutSign(before: string, currency: string): string {
  const text = before.replace(/[\s.:*(–—-]+$/u, "");
  const [all = "", sign = ""] = BEFORE.exec(text) ?? [];
  const meant = text === before && /^[A-Z]$/.test(sign) ? letterAlone(sign) : meaningsAlone(sign);
  const isSign = meant.includes(currency) || (meant.length > 0 && /\p{Sc}/u.test(sign));
  return isSign ? text.slice(0, -all.length) : before;
}

/** `R` in `R18.50`. */
const letterAlone = (sign: string) => signAt(sign, "", [])?.currencies ?? [];

const meaningsAlone = (sign: string) => (isCurrency(sign) ? [sign] : meaningsOf(sign));
