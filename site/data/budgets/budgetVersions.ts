import "../../i18n/en/budgets";
import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { sortedJson } from "../../../domain/values/sortedJson";
import { say } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { failureOf, RequestError } from "../../lib/network/requestError";
import { untilSummed } from "../../lib/network/untilSummed";
import { type BudgetTermsShown, saveBudget, termsOf } from "./ledgerBudgets";

/** Somebody else changed the budget. */
export class BudgetConflict extends RequestError {
  /** @param stored The current one. */
  constructor(readonly stored: Budget) {
    super("conflict", say("budgets.conflict", { name: stored.name }));
  }
}

/**
 * Adds a budget. One whose answer was lost is there already, and takes what its form says by now.
 * @param id The same for each attempt.
 */
export async function addBudget(id: string, terms: BudgetTermsShown): Promise<Budget> {
  try {
    return await saveBudget(id, 0, terms);
  } catch (error) {
    const stored = await overtakerOf({ id, version: 0 }, error);
    return saveBudget(id, stored.version, terms);
  }
}

/**
 * Replaces a budget that is as the user saw it.
 * @throws BudgetConflict if somebody has changed its terms since.
 */
export async function replaceBudget(seen: Budget, terms: BudgetTermsShown): Promise<Budget> {
  try {
    return await saveBudget(seen.id, seen.version, terms);
  } catch (error) {
    const stored = await overtakerOf(seen, error);
    if (sortedJson(termsOf(stored)) !== sortedJson(termsOf(seen))) throw new BudgetConflict(stored);
    return saveBudget(seen.id, stored.version, terms);
  }
}

/**
 * The version that is stored instead of the one that a user saw.
 * @throws the error of a request if there is none: it was refused for another reason, or the budget was deleted.
 */
export async function overtakerOf(
  { id, version }: Pick<Budget, "id" | "version">,
  error: unknown,
): Promise<Budget> {
  if (failureOf(error) !== "conflict") throw error;
  const { budgets } = await untilSummed(() => call("GET /budgets"));
  const stored = budgets.find((budget) => budget.id === id);
  if (stored === undefined || stored.version === version) throw error;
  return stored;
}
