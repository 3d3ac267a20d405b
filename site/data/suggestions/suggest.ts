import { guessCategory } from "../../../domain/suggestions/guesses";
import { fold } from "../../../domain/values/text";
import { lessons, offered, offeredAs } from "../expenses/learnedCategories";
import { habitsByText } from "./ledgerHabits";

// Suggests what fits a description: from what this page has seen, then the history of the whole ledger, then common
// words.

/** The shortest text from which a category is guessed. */
const MIN_LENGTH = 3;

/** The category that a description is likely to have, from the same, a longer or a similar one before, or from its words. */
export function suggestCategory(description: string): string | undefined {
  const text = fold(description);
  const exact = offeredAs((lessons.value.get(text) ?? habitsByText.value.get(text))?.category);
  if (exact !== undefined || text.length < MIN_LENGTH) return exact;
  const [word] = text.split(" ");
  for (const memory of [lessons.value, habitsByText.value]) {
    for (const [known, { category }] of memory) {
      if (!known.startsWith(text) && known.split(" ")[0] !== word) continue;
      const found = offeredAs(category);
      if (found !== undefined) return found;
    }
  }
  return guessed(description);
}

/** The category that common words indicate, as the ledger calls it. */
function guessed(description: string): string | undefined {
  const guess = guessCategory(description);
  return guess && (offeredAs(guess) ?? offered.value.find((name) => guessCategory(name) === guess));
}

/** At most this many descriptions are offered. */
const OFFERED = 6;

/** Earlier descriptions with the same beginning as the input, the likeliest first. */
export function suggestDescriptions(typed: string): string[] {
  const text = fold(typed);
  if (text === "") return [];
  const found = new Map<string, string>();
  for (const memory of [habitsByText.value, lessons.value]) {
    for (const [known, { description }] of memory) {
      if (found.size === OFFERED) break;
      if (known.startsWith(text) && known !== text && !found.has(known)) found.set(known, description);
    }
  }
  return [...found.values()];
}

/** The usual amount for something in a currency; undefined if there is none. */
export function usualAmount(description: string, currency: string): string | undefined {
  const habit = habitsByText.value.get(fold(description));
  return habit?.currency === currency ? habit.amount : undefined;
}
