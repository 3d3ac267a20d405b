import type { Message, Messages } from "./message";

/** The English texts that are loaded so far: they come with the screens that need them. */
export const loadedEnglish: Record<string, Message> = {};

/** Declares the English texts of a feature. They define its keys, and the values that each text takes. */
export function english<const Texts extends Messages>(texts: Texts): Texts {
  Object.assign(loadedEnglish, texts);
  return texts;
}
