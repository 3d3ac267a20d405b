import type { BudgetTerms } from "../../domain/budgets/model";

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
