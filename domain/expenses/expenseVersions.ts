import { epochSeconds } from "../values/day";
import { DAY_SECONDS } from "../values/duration";
import { TRASH_DAYS } from "../values/limits";
import { leftDaysAfter } from "./leftDays";
import type { ExpenseItem } from "./model";

/**
 * Returns the next version of an expense with the given changes; a change to `undefined` removes the property. Its time
 * is later than that of the version before, whatever the clock says: followers of changes and the backup use it to tell
 * the newer of two versions.
 */
export function nextVersion(item: ExpenseItem, changes: Partial<ExpenseItem>, now: Date): ExpenseItem {
  const updatedAt = new Date(Math.max(now.getTime(), Date.parse(item.updatedAt) + 1)).toISOString();
  const { leftDays: _before, ...rest } = item;
  const leftDays = leftDaysAfter(item, changes.date ?? item.date, updatedAt);
  return { ...rest, ...changes, ...(leftDays && { leftDays }), version: item.version + 1, updatedAt };
}

/**
 * Returns a new expense under the ID of an expired one: it continues the versions, so that no copy takes it for an
 * older one.
 */
export function successor(expired: ExpenseItem, item: ExpenseItem): ExpenseItem {
  const { version, updatedAt } = nextVersion(expired, {}, new Date(item.updatedAt));
  return { ...item, version, updatedAt };
}

/** Returns the changes that move an expense to the trash. */
export function deletion(now: Date): Partial<ExpenseItem> {
  return { deletedAt: now.toISOString(), expiresAt: epochSeconds(now) + TRASH_DAYS * DAY_SECONDS };
}

/** Returns the changes that restore an expense from the trash. */
export const restoration: Partial<ExpenseItem> = { deletedAt: undefined, expiresAt: undefined };

/** Returns true if the expense has expired in the trash. DynamoDB deletes it up to days later; readers no longer see it. */
export function isExpired(item: ExpenseItem, now: Date): boolean {
  return item.expiresAt !== undefined && item.expiresAt <= epochSeconds(now);
}
