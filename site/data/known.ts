import { computed, signal } from "@preact/signals";
import { categoryKey } from "../../domain/expenses/category";
import type { Expense } from "../../domain/expenses/expense";
import { categoriesIn } from "../../domain/expenses/parts";
import { fold } from "../../domain/values/text";
import { defaultCategories } from "../lib/categoryLook";
import { settings } from "../lib/settings";

// Learns from the user's earlier expenses: their categories, and the usual category of a description.

type Lesson = Pick<Expense, "description" | "category" | "parts">;

const seen = signal<ReadonlySet<string>>(new Set());

/** Category by folded description, of the newest expense with that description. */
const byDescription = new Map<string, Lesson>();

const own = computed(() => settings.value.categories?.map(({ name }) => name));

/** Every category there may be expenses of: the user's own set or the one that everybody has, then those that were seen. */
export const categories = computed(() => [
  ...byKey([...(own.value ?? defaultCategories), ...seen.value]).values(),
]);

/** The categories that are offered for an expense: what is not in the user's own set any more is not. */
export const offered = computed(() => own.value ?? categories.value);

const offeredByKey = computed(() => byKey(offered.value));

/** The names by category, each in the first way that it is written. */
function byKey(names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of names) {
    const key = categoryKey(name);
    if (!found.has(key)) found.set(key, name);
  }
  return found;
}

/** The way in which a category is offered, if it is. */
const offeredAs = (category = "") => offeredByKey.value.get(categoryKey(category));

/** Learns from expenses, the newest first; `newer` when they count more than all before. */
export function learn(expenses: readonly Lesson[], newer = false): void {
  for (const { description, category } of expenses) {
    const key = fold(description);
    if (newer || !byDescription.has(key)) byDescription.set(key, { description, category });
  }
  const fresh = expenses.flatMap(categoriesIn).filter((category) => !seen.peek().has(category));
  if (fresh.length > 0) seen.value = new Set([...seen.peek(), ...fresh]);
}

/** Forgets it all: the next user is another one. */
export function forgetKnown(): void {
  seen.value = new Set();
  byDescription.clear();
}

/** The shortest text from which a category is guessed. */
const MIN_LENGTH = 3;

/** The category that a description is likely to have, from the same, a longer or a similar one before. */
export function suggestCategory(description: string): string | undefined {
  const text = fold(description);
  const exact = offeredAs(byDescription.get(text)?.category);
  if (exact !== undefined) return exact;
  if (text.length < MIN_LENGTH) return undefined;
  const [word] = text.split(" ");
  for (const [known, { category }] of byDescription) {
    if (!known.startsWith(text) && known.split(" ")[0] !== word) continue;
    const found = offeredAs(category);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** At most this many descriptions are offered. */
const OFFERED = 6;

/** Earlier descriptions that begin like what is typed. */
export function suggestDescriptions(typed: string): string[] {
  const text = fold(typed);
  if (text === "") return [];
  const found: string[] = [];
  for (const [known, { description }] of byDescription) {
    if (known.startsWith(text) && known !== text) found.push(description);
    if (found.length === OFFERED) break;
  }
  return found;
}
