import { stringify } from "csv-stringify/sync";
import { fieldList } from "../expenses/fields";
import type { ExpenseItem } from "../expenses/model";
import { legible, linesOf, REPORT_COLUMNS, spendingOf } from "./reportLines";

const COLUMNS = REPORT_COLUMNS.flatMap((column) => fieldList.filter(({ key }) => key === column));
const HEADER = COLUMNS.map(({ csv = "" }) => csv);

/**
 * The place where a spreadsheet may see a cell that begins a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection): a formula's first character, including full-width forms, at
 * the start of a text or behind anything at which some spreadsheet splits cells. Preceding spaces, quotes and invisible
 * characters do not help, because importers trim them. Importers also split at spaces or a character that is typed, such
 * as a colon: behind these only what no text has by nature is guarded, for many have "- 5" or "a +b".
 */
const FORMULA =
  /(?<=^|[,;|\t\n\r])(?=["'\s\p{Default_Ignorable_Code_Point}]*[=+\-@\uff1d\uff0b\uff0d\uff20])|(?<=[\s:\uff1a])(?=["'\p{Default_Ignorable_Code_Point}]*[=@\uff1d\uff20])/gu;

/** Printable ASCII without anything that is guarded or written out. Most texts match, and one test of each suffices. */
const HARMLESS = /^(?![ "'+-])[ -+\--:<>?A-{}~]*$/;

/**
 * Writes expenses as CSV (RFC 4180 with LF), page by page: one page is in memory, and each page that has expenses
 * yields a piece of text. The same expenses yield the same text. An expense with parts is a line for each part, with
 * its category and amount, so that sums count it once, by category too. The text begins with a byte order mark: without
 * one, Excel does not recognize UTF-8.
 */
export async function* csvPages(pages: AsyncIterable<readonly ExpenseItem[]>): AsyncGenerator<string> {
  let header = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    // The library's own stream passes one row at a time through Node.js streams, which takes longer than the writing.
    const rows = page.flatMap((item) => linesOf(item)).map(toRow);
    yield stringify(header ? [HEADER, ...rows] : rows, {
      bom: header,
      quoted_string: true,
    });
    header = false;
  }
}

/** Spending as `spendingOf` counts it. */
export async function* spending(pages: AsyncIterable<ExpenseItem[]>): AsyncGenerator<ExpenseItem[]> {
  for await (const page of pages) yield spendingOf(page);
}

function toRow(item: ExpenseItem): (string | number | undefined)[] {
  return COLUMNS.map(({ key, show, print, unset }) => {
    const value = item[key] ?? unset;
    if (value === undefined) return undefined;
    if (print !== undefined) return harmless(print(value));
    // A negative amount begins no formula.
    if (show !== undefined) return String(show(value, item.currency));
    return typeof value === "number" ? value : harmless(String(value));
  });
}

/**
 * Returns text that neither becomes a formula nor looks like another. The library's `escape_formulas` checks the first
 * character alone, and would change negative amounts as well.
 */
function harmless(text: string): string {
  if (HARMLESS.test(text)) return text;
  return legible(text).replace(FORMULA, "'");
}
