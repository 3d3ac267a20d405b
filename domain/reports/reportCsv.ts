import { stringify } from "csv-stringify/sync";
import { fieldList } from "../expenses/fields";
import type { ExpenseItem } from "../expenses/model";

/** The columns that spreadsheets made for the first reports expect in front. */
const FIRST: readonly string[] = ["expenseId", "amount", "date", "description"];

const COLUMNS = [
  ...FIRST.flatMap((first) => fieldList.filter(({ key }) => key === first)),
  ...fieldList.filter(({ key, csv }) => csv !== undefined && !FIRST.includes(key)),
];
const HEADER = COLUMNS.map(({ csv = "" }) => csv);

/** Characters that start a formula in a spreadsheet, full-width too (https://owasp.org/www-community/attacks/CSV_Injection). */
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
  return COLUMNS.map(({ key, show }) => {
    const value = item[key];
    if (value === undefined) return "";
    if (show !== undefined) return show(value, item.currency);
    return typeof value === "string" ? guard(value) : String(value);
  });
}

/** Text must not become a formula. The library's `escape_formulas` would change amounts below 0 as well. */
function guard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
