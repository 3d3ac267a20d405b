import type { Uses } from "./resources";

/** The rights of a function that reads month digests, which brings them up to date and stores them. */
export const SUMMING = {
  "expenses.list": ["Query"],
  "expenses.ledgerChanges": ["Query"],
  expenses: ["BatchGetItem"],
  ledgers: ["PutItem"],
} as const satisfies Uses;
