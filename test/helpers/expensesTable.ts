import { CHANGE_INDEX, LEDGER_CHANGE_INDEX, LIST_INDEX } from "../../domain/expenses/expenseKeys";
import { type LocalTable, startTable } from "./localTable";

export type ExpensesTable = LocalTable;

const INDEXES = [
  [LIST_INDEX, "listId", "listKey", "ALL"],
  [CHANGE_INDEX, "changeShard", "updatedAt", "ALL"],
  [LEDGER_CHANGE_INDEX, "ledgerId", "updatedAt", "KEYS_ONLY"],
] as const;

/** The table `Expenses`. */
export function startExpensesTable(): Promise<ExpensesTable> {
  const attributes = ["expenseId", "listId", "listKey", "changeShard", "updatedAt", "ledgerId"];
  return startTable("Expenses", {
    hashKey: "expenseId",
    attributes: attributes.map((name) => ({ name, type: "S" })),
    globalSecondaryIndexes: INDEXES.map(([name, hashKey, rangeKey, projectionType]) => ({
      name,
      hashKey,
      rangeKey,
      projectionType,
    })),
  });
}
