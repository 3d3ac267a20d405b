import { computed, signal } from "@preact/signals";
import { categoryKey } from "../../../domain/expenses/category";
import type { Expense } from "../../../domain/expenses/expense";
import { categoriesIn } from "../../../domain/expenses/parts";
import { fold } from "../../../domain/values/text";
import { defaultCategories } from "../../lib/categories/categoryLook";
import { settings } from "../../lib/ledger/shownSettings";

// Learns from the expenses that this page has seen: their categories, and the category of a description. `suggest.ts` uses it.

type Lesson = Pick<Expense, "description" | "category" | "parts">;

const seen = signal<ReadonlySet<string>>(new Set());

/** By folded description: the newest expense with that description. */
export const lessons = signal<ReadonlyMap<string, Lesson>>(new Map());

const own = computed(() => settings.value.categories?.map(({ name }) => name));

/** Every category that expenses may have: the user's own set or the default set, then others that were seen. */
export const categories = computed(() => [
  ...byKey([...(own.value ?? defaultCategories), ...seen.value]).values(),
]);

/** The categories that are offered for an expense: former categories are not. */
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
export const offeredAs = (category = "") => offeredByKey.value.get(categoryKey(category));

/** Learns from expenses, the newest first; `newer` when they count more than all before. */
export function learn(expenses: readonly Lesson[], newer = false): void {
  const known = new Map(lessons.peek());
  for (const expense of expenses) {
    const key = fold(expense.description);
    if (newer || !known.has(key)) known.set(key, expense);
  }
  lessons.value = known;
  const fresh = expenses.flatMap(categoriesIn).filter((category) => !seen.peek().has(category));
  if (fresh.length > 0) seen.value = new Set([...seen.peek(), ...fresh]);
}

/** Forgets it all: the next user is another one. */
export function forgetKnown(): void {
  lessons.value = new Map();
  seen.value = new Set();
}
