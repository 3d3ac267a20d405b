import { signal } from "@preact/signals";
import { preferences } from "../lib/preferences";
import { en, type Strings } from "./en";
import type { ManageStrings } from "./enManage";
import type { OtherStrings } from "./enOthers";

/** The languages that the page speaks, by their own names. English is always loaded, as what the others stand in for. */
export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

/** The texts of one language. English brings those of the other screens with the screens. */
export interface Texts {
  first: Strings;
  others?: OtherStrings;
  manage?: ManageStrings;
}

const LOADERS: Record<Language, () => Promise<Texts>> = {
  en: async () => ({ first: en }),
  de: async () => (await import("./de")).de,
};

/** The texts that are spoken now. */
export const texts = signal<Texts>({ first: en });
const current = signal<Language>("en");

/** The strings of the first screen in the language that is spoken now. Read while rendering, so that a change of language draws anew. */
export function t(): Strings {
  return texts.value.first;
}

/**
 * The locale of numbers and days: the browser's own of the language that is spoken, with its region's habits, else the
 * language alone.
 */
export function locale(): string {
  const language = current.value;
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

/** Speaks the language that the user chose, or the first of the browser's that is known. */
export async function speak(): Promise<void> {
  const language = chosenLanguage();
  const found = await LOADERS[language]();
  if (language !== chosenLanguage()) return; // Another one was chosen meanwhile.
  texts.value = found;
  current.value = language;
  document.documentElement.lang = language;
  document.documentElement.dir = texts.value.first.direction;
}

function chosenLanguage(): Language {
  const { language } = preferences.value;
  if (language !== "system") return language;
  const known = navigator.languages.map((tag) => tag.split("-")[0] ?? "").find((tag) => tag in languages);
  return (known as Language | undefined) ?? "en";
}
