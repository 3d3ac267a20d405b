import type { Days } from "../digests/model";
import type { BudgetTerms, StoredBudget } from "./model";
import { monthsIn, rememberedSteps } from "./periods";
import { type BudgetPeriod, type Reckoning, reckon, relevantPeriods } from "./reckoning";
import { type Spending, spendingsIn } from "./spending";

type Budgets = readonly (readonly [id: string, budget: StoredBudget])[];

/** Reads the sums of months. */
export type ReadMonths = (months: readonly string[]) => Promise<ReadonlyMap<string, Days>>;

/** A budget with the figures of its last periods, the running one last. */
export interface SummedBudget {
  id: string;
  budget: StoredBudget;
  periods: Reckoning[];
  /** The amount spent by day, by the terms of the running period. */
  spending: Spending;
}

/**
 * Computes the last periods of started budgets. The months that they need are read at once.
 * @param count The periods of each budget, the running one included. Earlier ones that carry over into them may come
 *   before.
 */
export async function sumBudgets(
  budgets: Budgets,
  today: string,
  count: number,
  readMonths: ReadMonths,
): Promise<SummedBudget[]> {
  const wanted = periodsOf(budgets, today, count);
  const months = monthsOf(wanted);
  const sums = months.length === 0 ? new Map<string, Days>() : await readMonths(months);
  const terms = wanted.flatMap(({ periods }) => periods.map((period) => period.terms));
  const spendings = spendingsIn(sums.values(), [...new Set(terms)]);
  const spendingOf = (one: BudgetTerms): Spending => spendings.get(one) ?? new Map();
  return wanted.flatMap(({ id, budget, periods }) => {
    const last = periods.at(-1);
    if (last === undefined) return [];
    return [{ id, budget, periods: reckon(periods, spendingOf), spending: spendingOf(last.terms) }];
  });
}

/** The months that the sums of the running periods of budgets need, earliest first. */
export const budgetMonths = (budgets: Budgets, today: string) => monthsOf(periodsOf(budgets, today, 1));

function periodsOf(budgets: Budgets, today: string, count: number) {
  const steps = rememberedSteps();
  return budgets.map(([id, budget]) => ({
    id,
    budget,
    periods: relevantPeriods(budget, today, count, steps),
  }));
}

/** The budgets of a ledger that are not deleted. */
export const keptBudgets = (budgets: Readonly<Record<string, StoredBudget>>) =>
  Object.entries(budgets).filter(([, { deletedAt }]) => deletedAt === undefined);

const monthsOf = (budgets: readonly { periods: readonly BudgetPeriod[] }[]) =>
  [...new Set(budgets.flatMap(({ periods }) => periods.flatMap(monthsIn)))].sort();
