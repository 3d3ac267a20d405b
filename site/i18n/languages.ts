/** The languages that the page speaks, by their own names. */
export const languages = { en: "English", de: "Deutsch", ar: "العربية" } as const;

export type Language = keyof typeof languages;

/** Writing direction. `Intl.Locale` provides it too, but not in every browser that the page supports. */
export const directions: Readonly<Record<Language, "ltr" | "rtl">> = { en: "ltr", de: "ltr", ar: "rtl" };

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(directions, tag);

/**
 * The language that was chosen, or else the first of the browser's languages that the page speaks.
 * @param choice the code of a language; anything else, such as `system`, is no choice
 */
export const languageToSpeak = (choice: string): Language =>
  [choice, ...navigator.languages].map((tag) => tag.split("-")[0] ?? "").find(isLanguage) ?? "en";
