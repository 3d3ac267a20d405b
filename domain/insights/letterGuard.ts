import { isCurrency } from "../values/currency";
import type { MailLanguage } from "../values/mailLanguage";
import { MAX_LETTER_WORDS } from "./letter";
import type { LetterFacts } from "./letterFacts";
import { figuresOf } from "./letterFigures";
import { hasCurrencyWord, hasNumberWord } from "./numberWords";

/** Locales whose numbers a text of a language may contain: Arabic is written with both kinds of digits. */
const LOCALES: Readonly<Record<MailLanguage, readonly string[]>> = {
  en: ["en"],
  de: ["de"],
  ar: ["ar", "ar-u-nu-latn", "ar-u-nu-arab"],
};

/** Digits of any script, and other numbers such as ½ or Ⅷ. */
const NUMBER = /\p{N}/u;

const CURRENCY_SIGN = /\p{Sc}/u;
const CODE = /(?<!\p{L})[A-Z]{3}(?!\p{L})/gu;
const PER_CENT = /[%٪‰]/u;

/** Invisible characters; those that set the direction of an Arabic amount among them. */
const INVISIBLE = /\p{Cf}/gu;

/** Characters that an email program or a page might treat as more than words. */
const MARKUP = /[<>@[\]{}|\\`#*_]|\bwww\.|:\/\//u;

/** Reason why a text is not shown. */
export type LetterFault = "empty" | "long" | "number" | "currency" | "markup";

/**
 * Checks a text against the facts that it was to be written from. It may contain their figures exactly as that language
 * writes them, with their signs, and no other number, sign or code. The usual numbers and currencies in words are
 * refused as well. Rarer ones, or the right figure in the wrong place, are not noticed.
 * @returns undefined if it may be shown.
 */
export function faultOf(text: string, facts: LetterFacts, language: MailLanguage): LetterFault | undefined {
  const words = text.split(/\s+/u).filter(Boolean);
  if (words.length === 0) return "empty";
  if (words.length > MAX_LETTER_WORDS) return "long";
  if (MARKUP.test(text)) return "markup";
  const rest = text.replace(INVISIBLE, "").replace(anyFigure(facts, language), "\ufffc");
  if (NUMBER.test(rest) || PER_CENT.test(rest) || hasNumberWord(rest, language)) return "number";
  const hasCode = (rest.match(CODE) ?? []).some(isCurrency);
  return CURRENCY_SIGN.test(rest) || hasCode || hasCurrencyWord(rest, language) ? "currency" : undefined;
}

/** A pattern for a figure of the facts that is not a part of a longer number, nor of a word. */
function anyFigure(facts: LetterFacts, language: MailLanguage): RegExp {
  const figures = LOCALES[language].flatMap((locale) => textsIn(figuresOf(facts, locale)));
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
