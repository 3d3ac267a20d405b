import "../../i18n/en/filters";
import "../../i18n/en/ledgers";
import "../../i18n/en/more";
import "../../i18n/en/reportColumns";
import writeXlsxFile, { type CellObject, type SheetData } from "write-excel-file/universal";
import type { Expense } from "../../../domain/expenses/expense";
import { DEFAULT_KIND } from "../../../domain/expenses/kinds";
import { optionalFields } from "../../../domain/expenses/optionalFields";
import { notesOf } from "../../../domain/expenses/parts";
import type { OptionalField, SimpleField } from "../../../domain/expenses/simpleFields";
import {
  legible,
  linesOf,
  REPORT_COLUMNS,
  type ReportColumn,
  spendingOf,
} from "../../../domain/reports/reportLines";
import { MAX_PAGE_SIZE } from "../../../domain/values/limits";
import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { monthsOfYear } from "../../../domain/values/wholeMonth";
import { isKey, t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { categoryName } from "../../lib/categories/categoryLook";
import { call } from "../../lib/ledger/api";
import { idOf, isMe, ledgerId, people } from "../../lib/ledger/openLedger";
import { timezone } from "../../lib/ledger/shownSettings";
import { minorOf } from "../expenses/expenseSums";
import { changesSince } from "../lists/followedChanges";
import { compareNewest } from "../lists/listQuery";

/** Rows of a sheet, its heading included: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const MAX_ROWS = 1_048_576;

/** Widths in characters; others have {@link WIDTH}. */
const WIDTHS: Partial<Record<ReportColumn, number>> = {
  description: 32,
  notes: 32,
  merchant: 20,
  expenseId: 30,
};
const WIDTH = 14;

/**
 * Reads the expenses of a month or of a year, oldest first, and what changed while they were read: one that moves from a part that is
 * still to be read into one that was read is in neither.
 * @param onRead Called with the number of expenses so far.
 * @returns undefined if another ledger was opened meanwhile.
 */
export async function readExpenses(
  period: string,
  onRead: (read: number) => void,
): Promise<Expense[] | undefined> {
  const owner = ledgerId.peek();
  // The list of the months with expenses is from when the screen was opened: others may have some by now.
  const months = period.includes("-") ? [period] : monthsOfYear(period).reverse();
  // One that moves while the months are read comes once.
  const found = new Map<string, Expense>();
  let since: string | undefined;
  for (const month of months) {
    let cursor: string | undefined;
    do {
      const page = await call("GET /expenses", { query: { month, limit: MAX_PAGE_SIZE, cursor } });
      if (ledgerId.peek() !== owner) return undefined;
      since ??= page.until;
      for (const expense of page.expenses) found.set(expense.expenseId, expense);
      onRead(found.size);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  // Without an answer, as after a restore, what was read is all that is known.
  const changes = since === undefined ? undefined : await changesSince(since);
  if (ledgerId.peek() !== owner) return undefined;
  for (const expense of changes?.expenses ?? []) {
    const isIn = !expense.deletedAt && months.some((month) => expense.date.startsWith(month));
    if (isIn) found.set(expense.expenseId, expense);
    else found.delete(expense.expenseId);
  }
  for (const id of changes?.gone ?? []) found.delete(id);
  return [...found.values()].sort(compareNewest).reverse();
}

/**
 * Saves a spreadsheet with the lines of a report.
 * @throws Error if there are more lines than a sheet can hold.
 */
export async function saveSheet(month: string, expenses: readonly Expense[]): Promise<void> {
  const link = document.createElement("a");
  const rightToLeft = document.documentElement.dir === "rtl";
  link.href = URL.createObjectURL(await writeSheet(month, expenses, rightToLeft));
  link.download = `${month}-expense-report.xlsx`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * Writes the lines of a report as a spreadsheet (XLSX): amounts are numbers, days are dates, and texts are texts, so
 * that none is a formula, whatever it begins with.
 */
export function writeSheet(month: string, expenses: readonly Expense[], rightToLeft: boolean): Promise<Blob> {
  const data = sheetOf(expenses);
  if (data.length > MAX_ROWS) throw new Error(t("reportColumns.tooMany"));
  return writeXlsxFile(data, {
    sheet: month,
    stickyRowsCount: 1,
    rightToLeft,
    columns: REPORT_COLUMNS.map((column) => ({ width: WIDTHS[column] ?? WIDTH })),
  }).toBlob();
}

function sheetOf(expenses: readonly Expense[]): SheetData {
  const heading = REPORT_COLUMNS.map((column) => ({
    value: headingOf(column),
    fontWeight: "bold" as const,
  }));
  const lines = spendingOf(expenses.map(inMinor)).flatMap((line) => linesOf(line));
  return [heading, ...lines.map((line) => REPORT_COLUMNS.map((column) => CELLS[column](line)))];
}

/** As the CSV file has it; most optional texts have the name there that they have in forms. */
function headingOf(column: ReportColumn): string {
  const [own, ofForm] = [`reportColumns.${column}`, `more.${column}`];
  return t((isKey(own) ? own : ofForm) as "reportColumns.date");
}

const DAY = "yyyy-mm-dd";

type Line = ReturnType<typeof inMinor>;
type CellOf = (line: Line) => CellObject | null;

function inMinor({ parts, ...expense }: Expense) {
  const ownParts = parts?.map((part) => ({ ...part, amount: minorOf(part.amount) }));
  const decimals = decimalsIn(expense.amount);
  return { ...expense, amount: minorOf(expense.amount), decimals, ...(ownParts && { parts: ownParts }) };
}

const text = (value: string | undefined): CellObject | null =>
  value ? { value: legible(value), type: String } : null;

const date = (iso: string, format: string): CellObject => ({ value: new Date(iso), type: Date, format });

const SIMPLE_CELLS = Object.fromEntries(
  optionalFields.map(({ key, type }) => [key, (line: Line) => simpleCell(type, line[key])]),
) as Record<OptionalField, CellOf>;

function simpleCell(
  type: SimpleField["type"],
  value: string | number | boolean | undefined,
): CellObject | null {
  if (value === undefined) return null;
  if (typeof value === "boolean") return { value, type: Boolean };
  if (typeof value === "number") return { value, type: Number, format: "0" };
  return type === "day" ? date(value, DAY) : text(value);
}

const CELLS: Record<ReportColumn, CellOf> = {
  date: (line) => date(line.date, DAY),
  description: (line) => text(line.description),
  ...SIMPLE_CELLS,
  category: (line) => text(categoryName(line.category)),
  amount: ({ amount, decimals }) => ({
    // The nearest number to the amount, whose shortest decimals are the amount's own.
    value: Number(formatMinor(amount, decimals)),
    type: Number,
    format: decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`,
  }),
  currency: (line) => text(line.currency),
  kind: ({ kind = DEFAULT_KIND }) => text(t(`expense.kind.${kind}`)),
  parts: ({ parts = [] }) => text(notesOf(parts)),
  tags: ({ tags = [] }) => text(tags.join(", ")),
  source: (line) => text(line.source),
  createdAt: (line) => moment(line.createdAt),
  updatedAt: (line) => moment(line.updatedAt),
  createdBy: ({ createdBy }) => text(authorName(createdBy)),
  version: ({ version }) => ({ value: version, type: Number, format: "0" }),
  expenseId: (line) => text(line.expenseId),
};

/** Never an ID, which tells a reader nothing. */
function authorName(id: string): string | undefined {
  if (isMe(id)) return user.value?.email;
  if (people.value === undefined) return t("filters.somebody");
  return people.value.emails.get(idOf(id)) ?? t("ledgers.formerMember");
}

/** An instant as the ledger's clocks show it: spreadsheets know no time zones. */
function moment(instant: string): CellObject {
  const style = { timeZone: timezone(), dateStyle: "short", timeStyle: "medium" } as const;
  // The Swedish locale writes ISO 8601.
  const local = new Intl.DateTimeFormat("sv-SE", style).format(new Date(instant));
  return date(`${local.replace(" ", "T")}Z`, "yyyy-mm-dd hh:mm");
}
