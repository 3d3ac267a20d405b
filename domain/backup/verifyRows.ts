import { hash } from "node:crypto";
import type { ExpenseItem } from "../expenses/model";
import { decimalsOf } from "../values/currency";
import { formatAmount } from "../values/money";
import { fromDatetime, type SqlValue, UnrepresentableError } from "../values/sqlValue";
import { COLUMNS, type ExpenseRow, toValues, valuesOf } from "./backupRow";
import type { SumRow } from "./model";

/** A difference between the backup and the table. */
export interface Difference {
  /** The expense, or ledger and currency of a sum. */
  what: string;
  kind: "missing" | "extra" | "different" | "unrepresentable" | "sum";
  detail?: string;
}

/** Count and checksum of expenses. The checksum is the sum of their hashes in 16 hex digits, so their order does not matter. */
export interface Content {
  count: number;
  checksum: string;
}

interface Comparison {
  expenses: Content;
  backup: Content;
  /** Expenses that changed after the watermark and are not yet due in the backup. */
  pending: number;
  /** Rows of the backup that belong to an expense of the table. */
  matched: number;
  differences: Difference[];
  /** Ids of the expenses that were compared with a row. */
  compared: ExpenseItem[];
}

/** Compares expenses with their rows, by id. */
export function compareRows(
  items: readonly ExpenseItem[],
  rows: ReadonlyMap<string, ExpenseRow>,
  watermark: string,
): Comparison {
  const expenses = new Checksum();
  const backup = new Checksum();
  const result = { pending: 0, matched: 0, differences: [] as Difference[], compared: [] as ExpenseItem[] };
  for (const item of items) {
    const row = rows.get(item.expenseId);
    if (row !== undefined) result.matched += 1;
    if (isPending(item, row, watermark)) {
      result.pending += 1;
      continue;
    }
    const values = valuesOrReason(item);
    if (typeof values === "string") {
      result.differences.push({ what: item.expenseId, kind: "unrepresentable", detail: values });
      continue;
    }
    expenses.add(values);
    if (row === undefined) {
      result.differences.push({ what: item.expenseId, kind: "missing" });
      continue;
    }
    backup.add(valuesOf(row));
    result.compared.push(item);
    const columns = COLUMNS.filter((column, index) => row[column] !== values[index]);
    if (columns.length > 0) {
      result.differences.push({ what: item.expenseId, kind: "different", detail: columns.join(", ") });
    }
  }
  return { ...result, expenses: expenses.content, backup: backup.content };
}

/** Changed after the watermark: in the table, or in the backup by a run that is under way. */
function isPending(item: ExpenseItem, row: ExpenseRow | undefined, watermark: string): boolean {
  if (item.updatedAt > watermark) return true;
  if (row === undefined) return false;
  const updatedAt = fromDatetime(row.updated_at);
  return updatedAt > item.updatedAt && updatedAt > watermark;
}

function valuesOrReason(item: ExpenseItem): SqlValue[] | string {
  try {
    return toValues(item);
  } catch (error) {
    if (error instanceof UnrepresentableError) return error.message;
    throw error;
  }
}

/** Compares both sides by ledger and currency, each summed in its own way. */
export function compareSums(items: readonly ExpenseItem[], rows: readonly SumRow[]): Difference[] {
  const ours = new Map<string, { count: number; minor: number; currency: string }>();
  for (const { ledgerId, currency, amount } of items) {
    const key = `${ledgerId} ${currency}`;
    const sum = ours.get(key) ?? { count: 0, minor: 0, currency };
    ours.set(key, { ...sum, count: sum.count + 1, minor: sum.minor + amount });
  }
  const theirs = new Map(
    rows.map((row) => [`${row.ledger_id} ${row.currency}`, `${row.count}: ${row.total}`]),
  );
  const differences: Difference[] = [];
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const sum = ours.get(key);
    const here = sum === undefined ? "none" : `${sum.count}: ${fourDecimals(sum.minor, sum.currency)}`;
    const there = theirs.get(key) ?? "none";
    if (here !== there)
      differences.push({ what: key, kind: "sum", detail: `${here}, in the backup ${there}` });
  }
  return differences;
}

/** In MySQL's form of a sum of the column. */
function fourDecimals(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return `${formatAmount(minor, currency)}${decimals === 0 ? "." : ""}${"0".repeat(4 - decimals)}`;
}

/** Adds two contents of disjoint sets. */
export function addContent(a: Content, b: Content): Content {
  const sum = BigInt.asUintN(64, BigInt(`0x${a.checksum}`) + BigInt(`0x${b.checksum}`));
  return { count: a.count + b.count, checksum: hex(sum) };
}

class Checksum {
  private count = 0;
  private sum = 0n;

  add(values: readonly SqlValue[]): void {
    this.count += 1;
    this.sum += hash("sha256", JSON.stringify(values), "buffer").readBigUInt64BE();
  }

  get content(): Content {
    return { count: this.count, checksum: hex(BigInt.asUintN(64, this.sum)) };
  }
}

function hex(value: bigint): string {
  return value.toString(16).padStart(16, "0");
}
