import type { MailLanguage } from "../values/mailLanguage";

/**
 * The names of the default categories, by the one under which they are stored. The page has the same in its texts: it
 * cannot take them from here without loading all languages with its first screen, nor can an email take them from the
 * page. A test compares them.
 */
const NAMES = {
  Groceries: { de: "Lebensmittel", ar: "بقالة" },
  "Eating out": { de: "Essen gehen", ar: "مطاعم" },
  Transport: { de: "Unterwegs", ar: "مواصلات" },
  Home: { de: "Wohnen", ar: "سكن" },
  Bills: { de: "Rechnungen", ar: "فواتير" },
  Health: { de: "Gesundheit", ar: "صحة" },
  Shopping: { de: "Einkäufe", ar: "تسوق" },
  Leisure: { de: "Freizeit", ar: "ترفيه" },
  Travel: { de: "Reisen", ar: "سفر" },
  Education: { de: "Bildung", ar: "تعليم" },
  Gifts: { de: "Geschenke", ar: "هدايا" },
  Other: { de: "Sonstiges", ar: "أخرى" },
} as const;

export type BuiltInCategory = keyof typeof NAMES;

/** Categories that every ledger begins with. Their names reveal nothing of its users. */
export const BUILT_IN_CATEGORIES = Object.keys(NAMES) as BuiltInCategory[];

/** The name of a default category in a language. */
export const nameOfCategory = (category: BuiltInCategory, language: MailLanguage): string =>
  language === "en" ? category : NAMES[category][language];

/** The name of any category: one that a user named is the same in every language. */
export const categoryIn = (language: MailLanguage, category: string): string => {
  const builtIn = BUILT_IN_CATEGORIES.find((one) => one === category);
  return builtIn === undefined ? category : nameOfCategory(builtIn, language);
};
