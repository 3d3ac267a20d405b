import {
  CHANGE_INDEX,
  LEDGER_CHANGE_INDEX,
  LIST_INDEX,
  LISTED_ATTRIBUTES,
} from "../../domain/expenses/expenseKeys";
import { type LocalTable, startTable } from "./localTable";

export type ExpensesTable = LocalTable;

const index = (name: string, hashKey: string, rangeKey: string, projectionType: string) => ({
  ...{ name, hashKey, rangeKey, projectionType },
});

/** The table `Expenses`. */
export function startExpensesTable(): Promise<ExpensesTable> {
  const attributes = ["expenseId", "listId", "listKey", "changeShard", "updatedAt", "ledgerId"];
  return startTable("Expenses", {
    hashKey: "expenseId",
    attributes: attributes.map((name) => ({ name, type: "S" })),
    globalSecondaryIndexes: [
      { ...index(LIST_INDEX, "listId", "listKey", "INCLUDE"), nonKeyAttributes: [...LISTED_ATTRIBUTES] },
      index(CHANGE_INDEX, "changeShard", "updatedAt", "ALL"),
      index(LEDGER_CHANGE_INDEX, "ledgerId", "updatedAt", "KEYS_ONLY"),
    ],
  });
}
