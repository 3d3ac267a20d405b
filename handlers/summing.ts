import type { Uses } from "./resources";

/** The rights of a function that reads month digests, which it also updates and stores. */
export const SUMMING = {
  "expenses.list": ["Query"],
  "expenses.ledgerChanges": ["Query"],
  expenses: ["BatchGetItem"],
  ledgers: ["PutItem"],
} as const satisfies Uses;
