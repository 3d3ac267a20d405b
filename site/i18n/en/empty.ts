import { english } from "../english";

/** A month, or the results of a search in it, without expenses. */
export const empty = english({
  "empty.title": "No expenses yet",
  "empty.text": "Add an amount and what it was for.",
  "empty.notFound": "Nothing found",
  "empty.notFoundText": "No expense matches.",
  "empty.examples": "What expenses look like here",
  "empty.coffee": "Coffee with Ben",
  "empty.groceries": "Weekly shopping",
  "empty.rent": "Rent",
  "empty.throwAway": "Throw the examples away",
  "empty.share": "Share a ledger with others",
});
