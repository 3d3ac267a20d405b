import { isDeepStrictEqual } from "node:util";
import { ApiError } from "../http/apiError";
import { HISTORY_CHANGES } from "../values/limits";
import { byteLength } from "../values/text";
import type { AlertThresholds } from "./alertMarks";
import type { ExpenseChanges } from "./expense";
import { editItem } from "./expenseRules";
import { deletion, nextVersion, restoration } from "./expenseVersions";
import { fieldList } from "./fields";
import type { ExpenseItem } from "./model";
import type { Source } from "./sources";
import type { Frozen, StoredChange } from "./storedHistory";

/** Who changes an expense, and how. */
export interface Author {
  /** ID of the user. */
  by: string;
  via: Source;
}

/** Maximum size of the changes of an expense together, in bytes. The newest is kept whatever its size. */
const MAX_BYTES = 32 * 1024;

/**
 * The fields whose changes are recorded: those that requests set, the receipt, and whether the expense is in the trash.
 */
const RECORDED = fieldList.filter(
  ({ key, request }) => request !== undefined || key === "deletedAt" || key === "receiptId",
);

/** Returns the next version of an expense, with the change in its history. */
export function changed(
  item: ExpenseItem,
  changes: Partial<ExpenseItem>,
  now: Date,
  author: Author,
): ExpenseItem {
  return recorded(item, nextVersion(item, changes, now), author);
}

/**
 * Adds to an expense the change that turned the version before into it. A change of no value is not recorded.
 * @param undoes The version of the change that this one undoes.
 */
export function recorded(
  before: ExpenseItem,
  after: ExpenseItem,
  { by, via }: Author,
  undoes?: number,
): ExpenseItem {
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return after;
  const { version, updatedAt: at } = after;
  const change = { version, at, by, via, ...(undoes !== undefined && { undoes }), changes };
  return { ...after, history: latest([...(before.history ?? []), change]) };
}

/** Returns true if a version has the same recorded fields as the one before: storing it would change nothing. */
export const isUnchanged = (before: ExpenseItem, after: ExpenseItem): boolean =>
  Object.keys(changesBetween(before, after)).length === 0;

/**
 * Returns true if an expense is as it was stored first, however often it went to the trash since and came back. Who takes an early
 * expense back records nothing; who restores it does.
 */
export function isAsStored({ version, history = [] }: Pick<ExpenseItem, "version" | "history">): boolean {
  const isOfTrash = ({ changes }: StoredChange) => Object.keys(changes).every((key) => key === "deletedAt");
  const restored = history.filter(({ changes }) => changes.deletedAt?.[1] === null);
  return history.every(isOfTrash) && version === 1 + 2 * restored.length;
}

/**
 * Undoes one change, regardless of later changes to other fields.
 * @returns the next version; undefined if every field already has the value from before the change.
 * @throws ApiError 404 if the history does not have the change, 409 if one of its fields was changed since, if it is a
 *   change of the receipt, or if the expense is in the trash and the change is not the one that moved it there.
 */
export function undone(
  item: ExpenseItem,
  version: number,
  { now, thresholds, author }: { now: Date; thresholds: AlertThresholds; author: Author },
): ExpenseItem | undefined {
  const change = item.history?.find((one) => one.version === version);
  if (change === undefined) throw new ApiError("change.notFound", { field: "version" });
  // A picture that was replaced or removed is deleted for good.
  if ("receiptId" in change.changes) throw new ApiError("change.ofReceipt", { field: "version" });
  const changes = withParts(change);
  const current = frozen(item);
  const is = (side: 0 | 1) =>
    Object.entries(changes).every(([key, values]) => isSame(key, current[key] ?? null, values[side]));
  if (is(0)) return undefined;
  if (!is(1)) throw new ApiError("change.superseded", { field: "version" });
  return recorded(item, before(item, changes, now, thresholds), author, version);
}

type Changes = StoredChange["changes"];

/**
 * The fields of a change. An amount that is recorded without parts had none, and is undone only while there are none.
 */
const withParts = ({ changes }: StoredChange): Changes =>
  "amount" in changes ? { parts: [null, null], ...changes } : changes;

/** Returns the next version of an expense, with the values from before a change. */
function before(item: ExpenseItem, changes: Changes, now: Date, thresholds: AlertThresholds) {
  const { deletedAt, ...others } = changes;
  if (deletedAt !== undefined)
    return nextVersion(item, deletedAt[0] === null ? restoration : deletion(now), now);
  if (item.deletedAt !== undefined) throw new ApiError("expense.inTrash");
  // Absent values are set as well: in an edit, `undefined` removes them.
  const values = Object.entries(others).map(([key, [value]]) => [key, value ?? undefined]);
  return editItem(item, Object.fromEntries(values) as ExpenseChanges, now, thresholds);
}

/**
 * Returns true if two values of a field are the same. For the time of deletion, only its presence counts: the expense
 * may have been restored in between.
 */
function isSame(key: string, a: Frozen, b: Frozen): boolean {
  return key === "deletedAt" ? (a === null) === (b === null) : isDeepStrictEqual(a, b);
}

type Values = Readonly<Record<string, Frozen>>;

/** The recorded fields of an expense as the API shows them. */
function frozen(item: ExpenseItem): Values {
  const values = RECORDED.map(({ key, show, unset }) => {
    const value = item[key] ?? unset ?? null;
    return [key, show === undefined || value === null ? value : show(value, item.currency)];
  });
  return Object.fromEntries(values);
}

/** Fields that depend on each other: if one of them changes, all that either version has are recorded. */
const MONEY: readonly string[] = ["amount", "currency", "parts"];

function changesBetween(item: ExpenseItem, next: ExpenseItem): Changes {
  const [before, after] = [frozen(item), frozen(next)];
  const differs = (key: string) => !isDeepStrictEqual(before[key], after[key]);
  const isPaid = MONEY.some(differs);
  const isThere = (key: string) => (before[key] ?? after[key] ?? null) !== null;
  const keys = RECORDED.map(({ key }) => key).filter((key) =>
    MONEY.includes(key) ? isPaid && isThere(key) : differs(key),
  );
  return Object.fromEntries(keys.map((key) => [key, [before[key] ?? null, after[key] ?? null]]));
}

/** As many of the latest changes as are kept. */
function latest(history: readonly StoredChange[]): StoredChange[] {
  const kept: StoredChange[] = [];
  let bytes = 0;
  for (const change of history.slice(-HISTORY_CHANGES).reverse()) {
    bytes += byteLength(JSON.stringify(change));
    if (kept.length > 0 && bytes > MAX_BYTES) break;
    kept.unshift(change);
  }
  return kept;
}
