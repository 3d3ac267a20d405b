import { decimalsOf } from "./currency";
import { signAt } from "./currencySigns";
import { MAX_AMOUNT_LENGTH } from "./limits";
import { AmountError, checkedAmount } from "./money";
import { canonical, type Decimal, type Marks, marksOf, NUMBER, PLAIN_MARKS, readNumber } from "./numerals";
import { cut } from "./text";

// Reads amounts as people type them, for the page and for the API. No library does: `@internationalized/number` drops
// group marks wherever they are ("12.50.3" is 12503) and returns floats without a reason, `dinero.js` and `currency.js`
// do not know locales, evaluators such as `expr-eval` calculate with floats; and none of them finds the currency in the
// text.

/** An amount that was read from a text. */
export interface AmountRead {
  /** Minor units of the currency. */
  minor: number;
  currency: string;
  /** True if the text names the currency. */
  isNamed: boolean;
  /** Set if it was calculated: `rounded` if it had more decimals than the currency. */
  worked?: "exact" | "rounded";
}

/** An exact number. */
type Fraction = readonly [numerator: bigint, denominator: bigint];

type Token<Number = { value: Fraction; decimals: number }> =
  | ({ kind: "number" } & Number)
  | { kind: "currency"; sign: string; currencies: readonly string[] }
  | { kind: "mark"; mark: string };

const MARKS = "+-*/()";

/**
 * Reads an amount, or a sum, difference, product or quotient of amounts, in any digits. Refuses ambiguous input.
 * @param currency The expected currency: its own signs mean it even where others share them.
 * @param locale Decides the meaning of ambiguous marks. Without one, as in the API, a point is the decimal mark.
 * @param max The largest amount, in major units.
 * @throws AmountError that names what was understood.
 */
export function readAmount(text: string, currency: string, locale?: string, max?: string): AmountRead {
  const typed = canonical(text);
  if (typed === "") throw new AmountError("amount.missing");
  if (text.length > MAX_AMOUNT_LENGTH) throw unclear(`${cut(text, MAX_AMOUNT_LENGTH / 2)}…`);
  const texts = tokensIn(typed, currency, locale);
  const named = currencyAmong(texts, currency);
  const tokens = withNumbers(texts, named, locale);
  const read = { currency: named, isNamed: tokens.some(({ kind }) => kind === "currency") };
  const sum = new Calculation(tokens, typed);
  const [numerator, denominator] = sum.result();
  const decimals = decimalsOf(named);
  const mostDecimals = Math.max(...tokens.map((token) => (token.kind === "number" ? token.decimals : 0)));
  if (!sum.divides && mostDecimals > decimals) throw tooFine(named, decimals);
  const scaled = numerator * 10n ** BigInt(decimals);
  const minor = checkedAmount(rounded(scaled, denominator), named, max);
  if (!sum.calculates) return { ...read, minor };
  return { ...read, minor, worked: scaled % denominator === 0n ? "exact" : "rounded" };
}

const unclear = (text: string) => new AmountError("amount.unclear", { text });

const tooFine = (currency: string, decimals: number) =>
  decimals === 0
    ? new AmountError("amount.noDecimals", { currency })
    : new AmountError("amount.decimals", { currency, decimals });

/** Rounds half away from zero. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const [n, d] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator];
  return n < 0n ? -((-n * 2n + d) / (2n * d)) : (n * 2n + d) / (2n * d);
}

/** A token whose number is not read yet: the currency decides the meaning of its marks. */
type TextToken = Token<{ text: string }>;

function tokensIn(typed: string, currency: string, locale: string | undefined): TextToken[] {
  const own = ownSigns(currency, locale ?? "en");
  const tokens: TextToken[] = [];
  for (let at = 0; at < typed.length; ) {
    const rest = typed.slice(at);
    const first = rest.charAt(0);
    NUMBER.lastIndex = at;
    const [number] = NUMBER.exec(typed) ?? [];
    const found = number === undefined ? signAt(rest, currency, own) : undefined;
    if (number !== undefined) {
      tokens.push({ kind: "number", text: number });
      at += number.length;
    } else if (found) {
      tokens.push({ kind: "currency", ...found });
      at += found.sign.length + pointAfter(rest.slice(found.sign.length), found.sign, typed);
    } else if (MARKS.includes(first)) {
      tokens.push({ kind: "mark", mark: first });
      at += 1;
    } else if (first === " ") at += 1;
    else throw unclear(typed);
  }
  return tokens;
}

/** Reads the numbers. In a product, one may be a factor, with decimals that its currency does not have. */
function withNumbers(tokens: readonly TextToken[], currency: string, locale: string | undefined): Token[] {
  const isProduct = tokens.some((token) => token.kind === "mark" && "*/".includes(token.mark));
  const isWhole = decimalsOf(currency) === 0 && !isProduct;
  const marks = locale === undefined ? PLAIN_MARKS : marksOf(locale, currency, isWhole);
  return tokens.map((token) =>
    token.kind === "number" ? numberIn(token.text, marks, (one) => inMoney(one, currency, locale)) : token,
  );
}

function numberIn(text: string, marks: Marks, write: (reading: Decimal) => string): Token {
  const [only, other] = readNumber(text, marks);
  if (!only) throw unclear(text);
  if (other) throw new AmountError("amount.ambiguous", { text, first: write(only), second: write(other) });
  const { whole, fraction } = only;
  return {
    kind: "number",
    value: [BigInt(whole + fraction), 10n ** BigInt(fraction.length)],
    decimals: fraction.length,
  };
}

/** Writes a number with the marks that it has in sums of a currency. */
function inMoney({ whole, fraction }: Decimal, currency: string, locale = "en"): string {
  const digits = fraction.length;
  const style = {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, style)
    .formatToParts(`${whole}.${fraction}` as Intl.StringNumericLiteral)
    .flatMap(({ type, value }) => (["integer", "group", "decimal", "fraction"].includes(type) ? value : []))
    .join("");
}

/**
 * The length of the point that ends an abbreviation, as in `kr. 12`.
 * @throws AmountError if it may also be a decimal mark, as in `Rs.50`.
 */
function pointAfter(rest: string, sign: string, typed: string): number {
  if (!rest.startsWith(".") || !/[\p{L}.]$/u.test(sign)) return 0;
  if (/^\.\d/.test(rest)) throw unclear(typed);
  return 1;
}

const signsByCurrency = new Map<string, readonly string[]>();

/** The signs and names that a locale has for a currency. */
function ownSigns(currency: string, locale: string): readonly string[] {
  const key = `${locale} ${currency}`;
  const known = signsByCurrency.get(key);
  if (known) return known;
  const signs = new Set<string>();
  const digits = decimalsOf(currency);
  for (const currencyDisplay of ["narrowSymbol", "symbol", "name"] as const) {
    const format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    // Names have one form per plural category of the language.
    for (const count of [0, 1, 2, 3, 11, 100, 1.5]) {
      for (const { type, value } of format.formatToParts(count)) {
        if (type === "currency") signs.add(canonical(value));
      }
    }
  }
  signs.delete("");
  signsByCurrency.set(key, [...signs]);
  return [...signs];
}

/** Maximum number of candidates in a refusal. */
const NAMED = 6;

/** The currency that the signs of an amount name, or the expected one. */
function currencyAmong(tokens: readonly TextToken[], expected: string): string {
  let named: string | undefined;
  for (const token of tokens) {
    if (token.kind !== "currency") continue;
    const { sign, currencies } = token;
    const [only = expected, ...others] = currencies.includes(expected) ? [expected] : currencies;
    if (others.length > 0) {
      const shown = currencies.length > NAMED ? [...currencies.slice(0, NAMED), "…"] : currencies;
      throw new AmountError("amount.currencyShared", { sign, currencies: shown.join(", ") });
    }
    if (named !== undefined && named !== only) {
      throw new AmountError("amount.currencyMixed", { first: named, second: only });
    }
    named = only;
  }
  return named ?? expected;
}

/** Evaluates tokens, by the usual precedence. */
class Calculation {
  private at = 0;
  calculates = false;
  /** True if the result may have more decimals than its operands. */
  divides = false;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly typed: string,
  ) {}

  result(): Fraction {
    const value = this.sum();
    if (this.at < this.tokens.length) throw unclear(this.typed);
    return value;
  }

  private sum(): Fraction {
    let [n, d] = this.product();
    for (let mark = this.next("+-"); mark; mark = this.next("+-")) {
      this.calculates = true;
      const [m, e] = this.product();
      [n, d] = [mark === "+" ? n * e + m * d : n * e - m * d, d * e];
    }
    return [n, d];
  }

  private product(): Fraction {
    let [n, d] = this.operand();
    for (let mark = this.next("*/"); mark; mark = this.next("*/")) {
      this.calculates = true;
      this.divides = true;
      const [m, e] = this.operand();
      if (mark === "/" && m === 0n) throw new AmountError("amount.dividedByZero");
      [n, d] = mark === "*" ? [n * m, d * e] : [n * e, d * m];
    }
    return [n, d];
  }

  /** A number or a sum in parentheses, with a sign of a currency before or after it. */
  private operand(): Fraction {
    const isNegative = this.next("+-") === "-";
    this.skipCurrency();
    const [n, d] = this.number();
    this.skipCurrency();
    return [isNegative ? -n : n, d];
  }

  private number(): Fraction {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind === "number") return token.value;
    if (token?.kind !== "mark" || token.mark !== "(") throw unclear(this.typed);
    const value = this.sum();
    if (!this.next(")")) throw unclear(this.typed);
    return value;
  }

  /** Takes the next mark if it is one of these. */
  private next(marks: string): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== "mark" || !marks.includes(token.mark)) return undefined;
    this.at += 1;
    return token.mark;
  }

  private skipCurrency(): void {
    if (this.tokens[this.at]?.kind === "currency") this.at += 1;
  }
}
