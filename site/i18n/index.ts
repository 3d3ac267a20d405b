import { signal } from "@preact/signals";
import { loadedEnglish } from "./english";
import type { English, Key } from "./keys";
import { directions, type Language, languageToSpeak } from "./languages";
import { fill, type Messages, type Values } from "./message";
// Texts of the first screen. Other screens import the English texts that they need, so that the first one loads without them.
import "./en/app";
import "./en/category";
import "./en/expense";
import "./en/month";

const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => loadedEnglish,
  de: async () => (await import("./de")).de,
  ar: async () => (await import("./ar")).ar,
};

/** The current language, its texts and its plural rules. */
interface Speech {
  language: Language;
  texts: Messages;
  plurals: Intl.PluralRules;
}

const speechOf = (language: Language, texts: Messages): Speech => ({
  language,
  texts,
  plurals: new Intl.PluralRules(language),
});

const speech = signal(speechOf("en", loadedEnglish));

/** Returns a text in the current language. Reads a signal, so that a change of language renders again. */
export function t<Of extends Key>(key: Of, ...[values]: Values<English[Of]>): string {
  return wordsOf({ key, values });
}

/**
 * A text that is put into words where it is shown, in the language of that moment; words in a single language stand for
 * themselves. Plain data, so that it can be kept.
 */
export type Said = string | Saying;

interface Saying {
  key: string;
  values?: Readonly<Record<string, string | number>> | undefined;
  /** Words for where there is no text of the key: in the API's own language, or a newer version's. */
  otherwise?: string | undefined;
}

/** Says a text now, to be shown later. */
export const say = <Of extends Key>(key: Of, ...[values]: Values<English[Of]>): Said => ({ key, values });

/**
 * Returns the words of a message in the current language. Reads a signal, so that a change of language renders again.
 */
export const inWords = (said: Said): string => (typeof said === "string" ? said : wordsOf(said));

function wordsOf({ key, values = {}, otherwise = key }: Saying): string {
  const { texts, plurals } = speech.value;
  return fill(texts[key] ?? loadedEnglish[key] ?? otherwise, values, { plurals, locale: locale() });
}

/** Returns true if a text has the key. For keys that end with a name from elsewhere, such as an error code. */
export const isKey = <Text extends string>(key: Text): key is Text & Key => Object.hasOwn(loadedEnglish, key);

/**
 * The locale of numbers and dates: the browser's locale for the current language, which has a region, or else the language
 * alone.
 */
export function locale(): string {
  const { language } = speech.value;
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

let wanted: Language = "en";

/** Switches to a language; `system` is the first of the browser's languages that the page supports. */
export async function speak(choice: "system" | Language): Promise<void> {
  const language = languageToSpeak(choice);
  wanted = language;
  try {
    const texts = await LOADERS[language]();
    // Another language may have been chosen in the meantime.
    if (language === wanted) speakBy(language, texts);
  } finally {
    // The document begins in the language to speak, whose texts may be missing.
    document.title = t("app.name");
    document.documentElement.lang = spoken();
    document.documentElement.dir = directions[spoken()];
  }
}

/** The language that the page speaks. */
export const spoken = (): Language => speech.peek().language;

/** Switches to a language whose texts are loaded. */
export function speakBy(language: Language, texts: Messages): void {
  speech.value = speechOf(language, texts);
}
