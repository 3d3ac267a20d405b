import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../../domain/expenses/model";

/** An expense as stored in DynamoDB, for tests of the rules. */
export function expenseItem(properties: Partial<ExpenseItem> = {}): ExpenseItem {
  return {
    expenseId: expenseIdFor("ledger", "key"),
    ledgerId: "ledger",
    amount: 1250,
    currency: "USD",
    date: "2026-11-20",
    description: "Desk",
    category: "Office",
    createdBy: "ledger",
    createdAt: "2026-11-20T08:00:00.000Z",
    updatedAt: "2026-11-20T08:00:00.000Z",
    version: 1,
    ...properties,
  };
}
