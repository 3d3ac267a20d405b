import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import type { TestCloud } from "../helpers/cloud";
import { turnToNoon } from "../helpers/functionClocks";

export const RENT = {
  description: "Rent",
  amount: "900.00",
  category: "Home",
  merchant: "Landlord",
  tags: ["flat"],
};
export const weekly = (start: string, others: object = {}) => ({ every: 1, unit: "weeks", start, ...others });

export interface Listed {
  rules: RecurringExpense[];
  yearly: object[];
}

/**
 * Gives the functions that look at the day of a rule noon of a day, so that no day begins while they are tested; and those
 * that change one, because none is due before it was changed.
 */
export async function turnRulesToNoon(cloud: TestCloud, day: string): Promise<void> {
  // The job's clock is ahead of the others by moments, so that it finds what these make due.
  const names = [
    "postRecurring",
    "addRecurring",
    "changeRecurring",
    "decideOccurrence",
    "deleteRecurring",
    "listRecurring",
    "renameCategory",
    "restoreRecurring",
    "saveLedgerSettings",
  ];
  for (const name of names) await turnToNoon(cloud, name, day);
}
