import { english } from "../english";

/** The form of an expense: its fields and its name. */
export const fields = english({
  "fields.amount": "Amount",
  "fields.currency": "Currency",
  "fields.description": "What for?",
  "fields.category": "Category",
  "fields.date": "Date",
  "fields.add": "Add",
  "fields.addTitle": "Add an expense",
  "fields.tooLong": { one: "At most {count} character.", other: "At most {count} characters." },
});
