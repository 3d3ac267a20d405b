import { english } from "../english";

/** The spreadsheet of a report: the headings of its columns. */
export const reportColumns = english({
  "reportColumns.date": "Date",
  "reportColumns.description": "Description",
  "reportColumns.merchant": "Merchant",
  "reportColumns.category": "Category",
  "reportColumns.amount": "Amount",
  "reportColumns.currency": "Currency",
  "reportColumns.kind": "Kind",
  "reportColumns.parts": "Part Note",
  "reportColumns.tags": "Tags",
  "reportColumns.source": "Source",
  "reportColumns.createdAt": "Created At",
  "reportColumns.updatedAt": "Updated At",
  "reportColumns.createdBy": "Created By",
  "reportColumns.version": "Version",
  "reportColumns.expenseId": "Expense ID",
  "reportColumns.tooMany":
    "There are more lines than a spreadsheet can hold. Download the months one by one, or the CSV file.",
});
