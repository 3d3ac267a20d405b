import { stringify } from "csv-stringify/sync";
import type { ExpenseItem } from "../expenses/model";
import { formatAmount } from "../values/money";

/** The columns of a report. The first four are those that spreadsheets made for the first reports expect. */
const COLUMNS: readonly { header: string; text: (item: ExpenseItem) => string }[] = [
  { header: "Expense ID", text: ({ expenseId }) => expenseId },
  { header: "Amount", text: ({ amount, currency }) => formatAmount(amount, currency) },
  { header: "Date", text: ({ date }) => date },
  { header: "Description", text: ({ description }) => guard(description) },
  { header: "Category", text: ({ category }) => guard(category) },
  { header: "Currency", text: ({ currency }) => currency },
  { header: "Created By", text: ({ createdBy }) => createdBy },
  { header: "Created At", text: ({ createdAt }) => createdAt },
  { header: "Updated At", text: ({ updatedAt }) => updatedAt },
  { header: "Version", text: ({ version }) => String(version) },
];
const HEADER = COLUMNS.map(({ header }) => header);

/** What a spreadsheet takes for the start of a formula; the full-width forms too (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * Writes expenses as CSV (RFC 4180 with LF), page by page: one page is in memory, and there is a piece of text for each page
 * that has expenses. The same expenses give the same text.
 */
export async function* csvPages(pages: AsyncIterable<readonly ExpenseItem[]>): AsyncGenerator<string> {
  let header = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    // The library's own stream takes one row at a time through Node's streams, which takes longer than the writing.
    yield stringify(header ? [HEADER, ...page.map(toRow)] : page.map(toRow));
    header = false;
  }
}

function toRow(item: ExpenseItem): string[] {
  return COLUMNS.map(({ text }) => text(item));
}

/** Text that a user wrote must not become a formula. The library's `escape_formulas` would change amounts below 0 as well. */
function guard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
