import { type WantedBudget, withBudget } from "../../domain/budgets/budgetBook";
import type { BudgetBook, BudgetTerms } from "../../domain/budgets/model";
import { addMonths } from "../../domain/values/day";
import { MAX_BUDGETS } from "../../domain/values/limits";

/** Terms of a budget of a month, and the period that they hold for. */
export const TERMS: BudgetTerms = {
  from: "2026-11-01",
  amount: 40_000,
  currency: "EUR",
  unit: "month",
  startsOn: 1,
  rollover: "none",
  thresholds: [80, 100],
};
export const PERIOD = { from: "2026-11-01", to: "2026-11-30" };

/** Changes a budget as a user does at eight o'clock on a day. */
export function plannedOn(
  book: BudgetBook,
  id: string,
  today: string,
  wanted: Partial<WantedBudget>,
): BudgetBook {
  const { from: _from, ...terms } = TERMS;
  const version = book.budgets[id]?.version ?? 0;
  const change = { id, version, by: "anna", now: new Date(`${today}T08:00:00.000Z`), today };
  return withBudget(book, { ...terms, name: `Budget ${id}`, ...wanted }, change);
}

/** The budgets of a household that has as many as it can, each of several categories, and sets all amounts each month. */
export function monthlyBook(months: number): BudgetBook {
  const budgets = Array.from({ length: MAX_BUDGETS }, (_, index) => {
    const categories = Array.from({ length: 6 }, (_, count) => `Category ${index} ${count}`);
    let own: BudgetBook = { version: 0, budgets: {} };
    for (let month = 0; month < months; month += 1) {
      const today = `${addMonths("2026-01", month)}-05`;
      own = plannedOn(own, `${index}`, today, { categories, amount: 10_000 + month, rollover: "rest" });
    }
    return own.budgets;
  });
  return { version: 1, budgets: Object.assign({}, ...budgets) as BudgetBook["budgets"] };
}
