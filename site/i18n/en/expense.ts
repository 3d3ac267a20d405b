import { english } from "../english";

/** A row of an expense: its kind, its state, and what to do with it. */
export const expense = english({
  "expense.kind.expense": "Expense",
  "expense.kind.refund": "Refund",
  "expense.kind.income": "Income",
  "expense.categoriseOf": "Category of {name}",
  "expense.deleteOf": "Delete {name}",
  "expense.saving": "Saving",
  "expense.waiting": "Waiting to be sent",
});
