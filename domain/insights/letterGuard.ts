import { isCurrency } from "../values/currency";
import type { MailLanguage } from "../values/mailLanguage";
import { MAX_LETTER_WORDS } from "./letter";
import type { LetterFacts } from "./letterFacts";
import { figuresOf } from "./letterFigures";
import { hasForeignLetters, hasOtherMonth, hasRomanNumeral, withoutCount } from "./letterWords";
import { FIGURE, hasCurrencyWord, hasNumberWord, hasScaledFigure } from "./numberWords";

/** Locales whose numbers a text of a language may contain: Arabic is written with both kinds of digits. */
const LOCALES: Readonly<Record<MailLanguage, readonly string[]>> = {
  en: ["en"],
  de: ["de"],
  ar: ["ar", "ar-u-nu-latn", "ar-u-nu-arab"],
};

/** Digits of any script, other numbers such as ½ or Ⅷ, and the pictures of ten and a hundred. */
const NUMBER = /[\p{N}\u{1f51f}\u{1f4af}]/u;

const CURRENCY_SIGN = /\p{Sc}/u;

/** A word like the code of a currency, or of its thousands or millions, as "TEUR" is. */
const CODE = /(?<=(?<!\p{L})[KMTBkmtb]?)[A-Z]{3}(?!\p{L})/gu;
const PER_CENT = /[%٪‰]/u;

/** Invisible characters; those that set the direction of an Arabic amount among them. */
const INVISIBLE = /\p{Cf}/gu;

/**
 * Invisible characters that a text does not need: they could show its figures in another order. Arabic figures have isolates
 * around them, and marks that give each sign the direction of its text.
 */
const UNNEEDED: Readonly<Record<MailLanguage, RegExp>> = {
  en: /\p{Cf}/u,
  de: /\p{Cf}/u,
  ar: /(?![\u061c\u200c-\u200f\u2068\u2069])\p{Cf}/u,
};

/** Characters that an email program or a page might treat as more than words. */
const MARKUP = /[<>@[\]{}|\\`#*_]|\bwww\.|:\/\//u;

/** A name of a website, which email programs turn into a link. "z.B." is none. */
const DOMAIN = /[\p{L}\p{N}\ufffc-][.．。｡]\p{L}{2}/u;

/** Reason why a text is not shown. */
type LetterFault = "empty" | "long" | "number" | "month" | "currency" | "markup" | "script";

/**
 * Checks a text against the facts that it was to be written from. It may contain their figures exactly as that language
 * writes them, with their signs, and no other number, month, sign or code, nor letters of another script. The usual numbers
 * and currencies in words are refused as well. Rarer ones, or the right figure in the wrong place, are not noticed.
 * @returns undefined if it may be shown.
 */
export function faultOf(text: string, facts: LetterFacts, language: MailLanguage): LetterFault | undefined {
  const words = text.split(/\s+/u).filter(Boolean);
  if (words.length === 0) return "empty";
  if (words.length > MAX_LETTER_WORDS) return "long";
  if (MARKUP.test(text) || UNNEEDED[language].test(text)) return "markup";
  const withCount = text.replace(INVISIBLE, "").replace(anyFigure(facts, language), FIGURE);
  const rest = withoutCount(withCount, countsOf(facts, language), language);
  if (DOMAIN.test(rest)) return "markup";
  if (hasScaledFigure(rest)) return "number";
  if (NUMBER.test(rest) || PER_CENT.test(rest) || hasNumberWord(rest, language)) return "number";
  const hasCode = (rest.match(CODE) ?? []).some(isCurrency);
  if (CURRENCY_SIGN.test(rest) || hasCode || hasCurrencyWord(rest, language)) return "currency";
  if (hasRomanNumeral(rest)) return "number";
  if (hasForeignLetters(rest, language)) return "script";
  const months = [facts.month, ...(facts.forecast ? [facts.forecast.month] : [])];
  return hasOtherMonth(rest, months, language) ? "month" : undefined;
}

/** Patterns of the count of recurring charges: the only figure without a unit. */
const countsOf = (facts: LetterFacts, language: MailLanguage): string[] =>
  LOCALES[language].flatMap((locale) => figuresOf(facts, locale).recurring?.count ?? []).map(patternOf);

/** A pattern for any other figure of the facts that is not a part of a longer number, nor of a word. */
function anyFigure(facts: LetterFacts, language: MailLanguage): RegExp {
  const figures = LOCALES[language].flatMap((locale) => {
    const { recurring, ...others } = figuresOf(facts, locale);
    return textsIn([others, recurring?.monthly]);
  });
  // The longest first: "-€5" rather than "€5".
  const patterns = [...new Set(figures)].sort((a, b) => b.length - a.length).map(patternOf);
  const joined = "(?:[.,٬٫'’]|\\s+)?\\p{Nd}";
  return new RegExp(
    `(?<!\\p{Nd}(?:[.,٬٫'’]|\\s+)?|[\\p{Script=Latin}\\p{Sc}\\p{Pd}−+])(?:${patterns.join("|")})(?!${joined}|\\p{L})`,
    "gu",
  );
}

const textsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(textsIn);

/** A pattern for a figure with any space, or none, between its parts, and either per cent sign. */
function patternOf(figure: string): string {
  const escaped = figure.replace(INVISIBLE, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return escaped.replace(/\s+/gu, "\\s*").replace(PER_CENT, PER_CENT.source);
}
