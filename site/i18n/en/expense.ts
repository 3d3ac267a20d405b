import { english } from "../english";

/** An expense: its fields, their errors, and its state. */
export const expense = english({
  "expense.amount": "Amount",
  "expense.currency": "Currency",
  "expense.description": "What for?",
  "expense.category": "Category",
  "expense.date": "Date",
  "expense.kind.expense": "Expense",
  "expense.kind.refund": "Refund",
  "expense.kind.income": "Income",
  "expense.add": "Add",
  "expense.addTitle": "Add an expense",
  "expense.categoriseOf": "Category of {name}",
  "expense.deleteOf": "Delete {name}",
  "expense.saving": "Saving",
  "expense.waiting": "Waiting to be sent",
});
