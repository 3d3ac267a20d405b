import * as z from "zod";
import type { ExpenseItem } from "../expenses/model";
import { isCurrency } from "../values/currency";
import { isDay } from "../values/day";
import { formatAmount, parseAmount } from "../values/money";

/** A value as MySQL takes and gives it: decimals, days and instants are text. */
export type SqlValue = string | number | null;

/** The columns of the table `expenses` that hold an expense, in the order of {@link toValues}. */
export const COLUMNS = [
  "expense_id",
  "ledger_id",
  "amount",
  "currency",
  "description",
  "category",
  "date",
  "created_by",
  "created_at",
  "updated_at",
  "version",
  "deleted_at",
  "expires_at",
  "request_hash",
  "others",
] as const;

/** A row of the table `expenses`. */
export type ExpenseRow = Record<(typeof COLUMNS)[number], SqlValue>;

/** What one side holds and the other cannot: counted and named, so that the rest goes on. */
export interface Refusal {
  expenseId: string;
  reason: string;
}

/** Why an expense has no form on the other side. */
export class UnrepresentableError extends Error {
  override readonly name = "UnrepresentableError";
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ascii = (length: number) =>
  z
    .string()
    .regex(/^[\x20-\x7e]+$/, "is not visible ASCII")
    .max(length, `has more than ${length} characters`);
const text = (length: number) =>
  z
    .string()
    .refine((value) => value.isWellFormed(), "is not valid Unicode")
    // MySQL counts code points.
    .refine(
      (value) => value.length <= length || [...value].length <= length,
      `has more than ${length} characters`,
    );
const instant = z.string().refine(isInstant, "is not a UTC instant");
const positive = z.int("is not a whole number").positive("is not above 0");

/** What both sides can hold; the limits are those of `schema.sql`. */
const storable = z
  .object({
    expenseId: ascii(64),
    ledgerId: ascii(128),
    amount: positive,
    currency: z.string().refine(isCurrency, "is unknown"),
    description: text(500),
    category: text(40),
    date: z.string().refine(isDay, "is not a day"),
    createdBy: ascii(128),
    createdAt: instant,
    updatedAt: instant,
    version: positive.max(2 ** 32 - 1, "is too large"),
    deletedAt: instant.optional(),
    expiresAt: positive.optional(),
    requestHash: ascii(64).optional(),
  })
  .loose();

/** Attributes that are not backed up: the keys of indexes are made anew, and an alert must not be sent again by a restore. */
const LEFT_OUT = ["listId", "listKey", "changeShard", "alertState", "alertAt", "unsentAlerts"];

/**
 * The row of an expense.
 * @throws UnrepresentableError when MySQL cannot hold it.
 */
export function toValues(item: ExpenseItem): SqlValue[] {
  const { expenseId, ledgerId, amount, currency, description, category, date, createdBy, ...rest } =
    check(item);
  const { createdAt, updatedAt, version, deletedAt, expiresAt, requestHash, ...others } = rest;
  return [
    expenseId,
    ledgerId,
    decimal(amount, currency),
    currency,
    description,
    category,
    date,
    createdBy,
    toDatetime(createdAt),
    toDatetime(updatedAt),
    version,
    deletedAt === undefined ? null : toDatetime(deletedAt),
    expiresAt ?? null,
    requestHash ?? null,
    othersOf(others),
  ];
}

/**
 * The expense of a row, as it was when it was backed up.
 * @throws UnrepresentableError when it is no expense.
 */
export function toItem(row: ExpenseRow): ExpenseItem {
  const { expense_id, ledger_id, amount, currency, description, category, date, created_by, ...rest } = row;
  const { created_at, updated_at, version, deleted_at, expires_at, request_hash, others } = rest;
  return check({
    expenseId: expense_id,
    ledgerId: ledger_id,
    amount: minorUnits(amount, currency),
    currency,
    description,
    category,
    date,
    createdBy: created_by,
    createdAt: fromDatetime(created_at),
    updatedAt: fromDatetime(updated_at),
    version,
    ...(deleted_at !== null && { deletedAt: fromDatetime(deleted_at) }),
    ...(expires_at !== null && { expiresAt: expires_at }),
    ...(request_hash !== null && { requestHash: request_hash }),
    ...parseOthers(others),
  });
}

/** A row's values in the order of {@link COLUMNS}. */
export function valuesOf(row: ExpenseRow): SqlValue[] {
  return COLUMNS.map((column) => row[column]);
}

/** `2026-11-01T10:00:00.123Z` as MySQL's DATETIME(3), which knows no zone: it is always UTC. */
export function toDatetime(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 23)}`;
}

/** A DATETIME(3) as an instant. */
export function fromDatetime(datetime: SqlValue): string {
  return `${String(datetime).replace(" ", "T")}Z`;
}

/** Whether a text is an instant exactly as `Date.toISOString` writes it. */
function isInstant(value: string): boolean {
  return INSTANT.test(value) && isDay(value.slice(0, 10));
}

function check(item: Record<string, unknown> | ExpenseItem): ExpenseItem {
  const result = storable.safeParse(item);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UnrepresentableError(`${issue?.path.join(".")} ${issue?.message}`);
}

/** The amount with the four decimals of the column, as MySQL gives it back. */
function decimal(minor: number, currency: string): string {
  const amount = formatAmount(minor, currency);
  inRange(amount, currency);
  const [whole, fraction = ""] = amount.split(".");
  return `${whole}.${fraction.padEnd(4, "0")}`;
}

function minorUnits(amount: SqlValue, currency: SqlValue): number {
  const [whole, fraction = ""] = String(amount).split(".");
  const digits = fraction.replace(/0+$/, "");
  return inRange(digits === "" ? `${whole}` : `${whole}.${digits}`, String(currency));
}

/** Minor units of an amount that an expense may have. */
function inRange(amount: string, currency: string): number {
  if (!isCurrency(currency)) throw new UnrepresentableError("currency is unknown");
  try {
    return parseAmount(amount, currency);
  } catch (error) {
    if (error instanceof RangeError) throw new UnrepresentableError(`amount: ${error.message}`);
    throw error;
  }
}

/** Attributes without a column as JSON with sorted names, so that equal attributes give equal text. */
function othersOf(attributes: Record<string, unknown>): string | null {
  const kept = Object.entries(attributes).filter(([name]) => !LEFT_OUT.includes(name));
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept), sortNames);
}

function sortNames(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parseOthers(others: SqlValue): Record<string, unknown> {
  if (others === null) return {};
  try {
    return JSON.parse(String(others));
  } catch {
    throw new UnrepresentableError("others is not JSON");
  }
}
