/** The languages that the page speaks, by their own names. */
export const languages = { en: "English", de: "Deutsch", ar: "العربية" } as const;

export type Language = keyof typeof languages;

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);

/** Writing direction. `Intl.Locale` provides it too, but not in every browser that the page supports. */
export const directions: Readonly<Record<Language, "ltr" | "rtl">> = { en: "ltr", de: "ltr", ar: "rtl" };
