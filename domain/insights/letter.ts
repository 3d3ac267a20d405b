import type { MailLanguage } from "../values/mailLanguage";
import { nameOfCategory } from "./letterCategories";
import type { LetterFacts } from "./letterFacts";
import { figuresOf, type LetterFigures } from "./letterFigures";

/** Maximum number of words of a letter: nobody reads a longer one. */
export const MAX_LETTER_WORDS = 120;

type Usual = NonNullable<LetterFigures["usual"]>;
type Direction = NonNullable<LetterFacts["usual"]>["direction"];

interface Words {
  spent(month: string, total: string): string;
  paidBack(month: string, amount: string): string;
  usual: Record<Direction, (usual: Usual) => string>;
  category(name: string, total: string, usual: string | undefined): string;
  most(categories: string): string;
  recurring(count: string, monthly: string): string;
  forecast(month: string, total: string): string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    spent: (month, total) => `In ${month} you spent ${total}.`,
    paidBack: (month, amount) => `In ${month}, ${amount} more was paid back to you than you spent.`,
    usual: {
      more: ({ amount, difference, percent }) =>
        `That is ${difference} (${percent}) more than in a usual month, which costs ${amount}.`,
      less: ({ amount, difference, percent }) =>
        `That is ${difference} (${percent}) less than in a usual month, which costs ${amount}.`,
      same: () => "That is as much as in a usual month.",
    },
    category: (name, total, usual) => `${name} (${total}${usual === undefined ? "" : `, usually ${usual}`})`,
    most: (categories) => `Most went to ${categories}.`,
    recurring: (count, monthly) => `Recurring charges found: ${count}, together ${monthly} a month.`,
    forecast: (month, total) => `For ${month}, ${total} is expected.`,
  },
  de: {
    spent: (month, total) => `Im ${month} haben Sie ${total} ausgegeben.`,
    paidBack: (month, amount) => `Im ${month} haben Sie ${amount} mehr zurückbekommen als ausgegeben.`,
    usual: {
      more: ({ amount, difference, percent }) =>
        `Das sind ${difference} (${percent}) mehr als in einem üblichen Monat, der ${amount} kostet.`,
      less: ({ amount, difference, percent }) =>
        `Das sind ${difference} (${percent}) weniger als in einem üblichen Monat, der ${amount} kostet.`,
      same: () => "Das ist so viel wie in einem üblichen Monat.",
    },
    category: (name, total, usual) =>
      `${name} (${total}${usual === undefined ? "" : `, sonst meist ${usual}`})`,
    most: (categories) => `Am meisten kosteten: ${categories}.`,
    recurring: (count, monthly) =>
      `Gefundene wiederkehrende Zahlungen: ${count}, zusammen ${monthly} im Monat.`,
    forecast: (month, total) => `Für ${month} werden ${total} erwartet.`,
  },
  ar: {
    spent: (month, total) => `أنفقت في ${month} ما مجموعه ${total}.`,
    paidBack: (month, amount) => `استرددت في ${month} أكثر مما أنفقت بمقدار ${amount}.`,
    usual: {
      more: ({ amount, difference, percent }) =>
        `هذا أكثر بمقدار ${difference} (${percent}) من شهر معتاد يكلف ${amount}.`,
      less: ({ amount, difference, percent }) =>
        `هذا أقل بمقدار ${difference} (${percent}) من شهر معتاد يكلف ${amount}.`,
      same: () => "هذا يساوي ما ينفق في شهر معتاد.",
    },
    category: (name, total, usual) => `${name} (${total}${usual === undefined ? "" : `، والمعتاد ${usual}`})`,
    most: (categories) => `ذهب معظمه إلى: ${categories}.`,
    recurring: (count, monthly) => `تكلف المدفوعات المتكررة معًا ${monthly} في الشهر؛ وعددها ${count}.`,
    forecast: (month, total) => `المتوقع لشهر ${month}: ${total}.`,
  },
};

/**
 * Writes the letter of a month.
 * @param locale Locale of numbers and months, which may have a region. Default: the language.
 */
export function letterOf(facts: LetterFacts, language: MailLanguage, locale: string = language): string {
  const words = WORDS[language];
  const figures = figuresOf(facts, locale);
  const { month, total: spent = "", paidBack, usual, recurring, forecast } = figures;
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const categories = facts.categories.map(({ category }, index) => {
    const { total = "", usual: before } = figures.categories[index] ?? {};
    return words.category(nameOfCategory(category, language), total, before);
  });
  return [
    paidBack === undefined ? words.spent(month, spent) : words.paidBack(month, paidBack),
    ...(usual && facts.usual ? [words.usual[facts.usual.direction](usual)] : []),
    ...(categories.length > 0 ? [words.most(list.format(categories))] : []),
    ...(recurring ? [words.recurring(recurring.count, recurring.monthly)] : []),
    ...(forecast ? [words.forecast(forecast.month, forecast.total)] : []),
  ].join(" ");
}
