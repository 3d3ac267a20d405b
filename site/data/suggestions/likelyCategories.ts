import { categoryKey } from "../../../domain/expenses/category";
import { offered } from "../expenses/learnedCategories";
import { knownLists } from "../lists/expenseLists";
import { habits } from "./ledgerHabits";

/**
 * The likeliest categories of an expense: those of the ledger's history, then those of the expenses that were read,
 * then the first ones that are offered.
 */
export function likelyCategories(count: number): string[] {
  const uses = new Map<string, number>();
  for (const { expenses } of knownLists()) {
    for (const { category } of expenses.peek()) {
      const key = categoryKey(category);
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  const usesOf = (name: string) => uses.get(categoryKey(name)) ?? 0;
  const ranking = habits.value.categories.map(categoryKey);
  const rankOf = (name: string) => {
    const rank = ranking.indexOf(categoryKey(name));
    return rank === -1 ? ranking.length : rank;
  };
  return offered.value.toSorted((a, b) => rankOf(a) - rankOf(b) || usesOf(b) - usesOf(a)).slice(0, count);
}
