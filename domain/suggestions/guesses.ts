import { fold } from "../values/text";
import { ARABIC, ENGLISH, GERMAN, NAMES } from "./commonWords";

/** The shortest word that is matched at the end of another one: German writes compounds as one word. */
const MIN_PART = 5;

/** The shortest word from which an ending is stripped. */
const MIN_STEM = 3;

/** Articles and prepositions that Arabic writes together with the word. */
const ARABIC_PREFIX = /^(?:وال|بال|كال|لل|ال)(?=.{3})/u;

const tableOf = (...languages: Readonly<Record<string, string>>[]) =>
  new Map(
    languages.flatMap((words) =>
      Object.entries(words).flatMap(([category, list]) =>
        list.split(",").map((word) => [wordsOf(word).join(" "), category] as const),
      ),
    ),
  );

const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{M}]+/u)
    .filter(Boolean);

/** Categories by folded word. A word of two languages maps to the later one. */
const all = tableOf(NAMES, ENGLISH, ARABIC, GERMAN);
const phrases = [...all].filter(([word]) => word.includes(" ")).sort(([a], [b]) => b.length - a.length);
const compounds = [...tableOf(GERMAN)]
  .filter(([word]) => word.length >= MIN_PART && !word.includes(" "))
  .sort(([a], [b]) => b.length - a.length);

/**
 * Returns the default category that common words of a text indicate, by the name under which it is stored; undefined if
 * none does.
 */
export function guessCategory(text: string): string | undefined {
  const words = wordsOf(text);
  const line = ` ${words.join(" ")} `;
  const phrase = phrases.find(([known]) => line.includes(` ${known} `));
  if (phrase) return phrase[1];
  for (const word of words) {
    const found = formsOf(word).find((form) => all.has(form));
    if (found !== undefined) return all.get(found);
  }
  for (const word of words) {
    // The last part of a compound determines its meaning.
    const found =
      compounds.find(([known]) => word.endsWith(known)) ??
      compounds.find(([known]) => word.startsWith(known));
    if (found) return found[1];
  }
  return undefined;
}

/** A word as it is and without its plural ending or its article. */
function formsOf(word: string): string[] {
  const bare = word.replace(ARABIC_PREFIX, "");
  const stem = (ending: string) =>
    word.endsWith(ending) && word.length - ending.length >= MIN_STEM ? [word.slice(0, -ending.length)] : [];
  return [word, ...(bare === word ? [] : [bare]), ...["S", "ES"].flatMap(stem)];
}
