import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { REFUSALS } from "../../domain/values/refusals";
import { loadedEnglish } from "../../site/i18n/english";
import { languages } from "../../site/i18n/languages";
import type { Message, Messages } from "../../site/i18n/message";

const I18N = join(__dirname, "..", "..", "site", "i18n");

/** The folder of the English texts. */
export const ENGLISH = join(I18N, "en");

/** The names of the features, each of which has its texts. */
export const features = readdirSync(ENGLISH).map((file) => basename(file, ".ts"));

/** The API's refusals as texts of the page, which leaves out the English label of the field that it shows them at. */
const refusals = Object.fromEntries(
  Object.entries(REFUSALS).map(([code, { text }]) => [`refusal.${code}`, text.replace("{label}", "It")]),
);

/** The texts of every language, whole. */
export function allTexts(): Map<string, Messages> {
  for (const feature of features) require(join(ENGLISH, feature));
  const others = Object.keys(languages).filter((language) => language !== "en");
  const loaded = others.map((language): [string, Messages] => {
    return [language, require(join(I18N, language))[language]];
  });
  return new Map([["en", { ...loadedEnglish, ...refusals }], ...loaded]);
}

/** The texts that a message can be: one, or one for each plural form. */
export const formsOf = (message: Message): string[] =>
  typeof message === "string" ? [message] : Object.values(message);

/** The names of the values of a message, in braces, without numbers. */
export const namesIn = (message: Message): string[] =>
  [...new Set(formsOf(message).flatMap((form) => form.match(/\{[a-z]\w*\}/gi) ?? []))].sort();
