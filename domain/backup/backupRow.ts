import * as z from "zod";
import { type Column, fieldList, shapeOf } from "../expenses/fields";
import type { ExpenseItem } from "../expenses/model";
import { sortedJson } from "../values/sortedJson";
import { fromJson, type SqlValue, UnrepresentableError } from "../values/sqlValue";

/** Column that holds, as JSON, the attributes without a column of their own. */
const OTHERS = "others";

/** The fields that have a column. */
const columnFields = fieldList.flatMap(({ column, ...field }) => (column ? [{ ...field, column }] : []));

/** The columns of the table `expenses` that hold an expense, in the order of {@link toValues}. */
export const COLUMNS = [...columnFields.map(({ column }) => column), OTHERS] as const;

/** A row of the table `expenses`, by column. */
export type ExpenseRow = Record<Column | typeof OTHERS, SqlValue>;

/** An item that one side holds and the other cannot store. It is counted and named, and the rest continues. */
export interface RefusedRow {
  expenseId: string;
  reason: string;
}

/** Schema of expenses that both sides can store; the limits are those of `schema.sql`. */
const storable = z.object(shapeOf("stored")).loose();

/** The attributes that a run continues from. */
const place = storable.pick({ expenseId: true, updatedAt: true });

/** Attributes that are not backed up: index keys are derived, and a restore must not send alerts again. */
const LEFT_OUT = ["listId", "listKey", "changeShard", "alertState", "alertAt", "unsentAlerts"];

/** Attributes that are left out of the column `others`. */
const NO_OTHERS: ReadonlySet<string> = new Set([...columnFields.map(({ key }) => key), ...LEFT_OUT]);

/**
 * The row of an expense.
 * @throws UnrepresentableError if MySQL cannot hold it.
 */
export function toValues(item: ExpenseItem): SqlValue[] {
  const checked = check(item);
  const values = columnFields.map(({ key, toSql, unset = null }): SqlValue => {
    const value = checked[key];
    if (value === undefined) return unset;
    // Values that are neither text nor numbers have their own form.
    return toSql === undefined ? (value as SqlValue) : toSql(value, checked.currency);
  });
  values.push(othersOf(checked));
  return values;
}

/**
 * Returns the expense of a row, as it was when it was backed up.
 * @throws UnrepresentableError if it is not an expense.
 */
export function toItem(row: ExpenseRow): ExpenseItem {
  const item: Record<string, unknown> = parseOthers(row[OTHERS]);
  for (const { key, column, fromSql, unset = null } of columnFields) {
    const value = row[column];
    if (value !== null && value !== unset)
      item[key] = fromSql === undefined ? value : fromSql(value, String(row.currency));
  }
  return check(item);
}

/** A row's values in the order of {@link COLUMNS}. */
export function valuesOf(row: ExpenseRow): SqlValue[] {
  return COLUMNS.map((column) => row[column]);
}

/** Returns true if a run can continue from an expense, also from one that MySQL cannot hold for another reason. */
export const isPlace = (item: ExpenseItem): boolean => place.safeParse(item).success;

function check(item: Record<string, unknown> | ExpenseItem): ExpenseItem {
  const result = storable.safeParse(item);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UnrepresentableError(`${issue?.path.join(".")} ${issue?.message}`);
}

/** Attributes without a column. */
function othersOf(item: ExpenseItem): string | null {
  const kept = Object.entries(item).filter(([name]) => !NO_OTHERS.has(name));
  return kept.length === 0 ? null : sortedJson(Object.fromEntries(kept));
}

function parseOthers(others: SqlValue): Record<string, unknown> {
  return others === null ? {} : Object(fromJson(others));
}
