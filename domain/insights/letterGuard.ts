import { MAX_LETTER_WORDS } from "./letter";
import type { LetterLanguage } from "./letterCategories";
import type { LetterFacts } from "./letterFacts";
import { figuresOf } from "./letterFigures";

/** Locales whose numbers a text of a language may contain: Arabic is written with both kinds of digits. */
const LOCALES: Readonly<Record<LetterLanguage, readonly string[]>> = {
  en: ["en"],
  de: ["de"],
  ar: ["ar", "ar-u-nu-latn", "ar-u-nu-arab"],
};

/** Digits of any script, with the marks between them. */
const NUMBER = /\p{Nd}+(?:[.,٬٫]\p{Nd}+)*/gu;

/** Numbers other than digits, such as ½ or Ⅷ. No fact contains them. */
const OTHER_NUMBER = /[\p{No}\p{Nl}]/u;

const CURRENCY_SIGN = /\p{Sc}/gu;

/** Characters that an email program or a page might treat as more than words. */
const MARKUP = /[<>@[\]{}|\\`#*_]|\bwww\.|:\/\//u;

/** Reason why a text is not shown. */
export type LetterFault = "empty" | "long" | "number" | "currency" | "markup";

/**
 * Checks a text against the facts that it was to be written from: each of its numbers must be one of theirs, as that
 * language writes it. A number in words, or the right number in the wrong place, is not noticed.
 * @returns undefined if it may be shown.
 */
export function faultOf(text: string, facts: LetterFacts, language: LetterLanguage): LetterFault | undefined {
  const words = text.split(/\s+/u).filter(Boolean);
  if (words.length === 0) return "empty";
  if (words.length > MAX_LETTER_WORDS) return "long";
  if (MARKUP.test(text)) return "markup";
  const known = LOCALES[language].map((locale) => JSON.stringify(figuresOf(facts, locale))).join(" ");
  const isOf = (pattern: RegExp) => {
    const all = new Set(known.match(pattern));
    return (text.match(pattern) ?? []).every((one) => all.has(one));
  };
  if (OTHER_NUMBER.test(text) || !isOf(NUMBER)) return "number";
  return isOf(CURRENCY_SIGN) ? undefined : "currency";
}
