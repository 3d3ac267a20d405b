import { TRASH_DAYS } from "../values/limits";
import type { ExpenseItem } from "./model";

/** The next version of an expense, with the given changes; a change to `undefined` removes the property. */
export function nextVersion(item: ExpenseItem, changes: Partial<ExpenseItem>, now: Date): ExpenseItem {
  return { ...item, ...changes, version: item.version + 1, updatedAt: now.toISOString() };
}

/** Changes that move an expense to the trash. */
export function deletion(now: Date): Partial<ExpenseItem> {
  return { deletedAt: now.toISOString(), expiresAt: epochSeconds(now) + TRASH_DAYS * 24 * 60 * 60 };
}

/** Changes that restore an expense from the trash. */
export const restoration: Partial<ExpenseItem> = { deletedAt: undefined, expiresAt: undefined };

/** Returns true if the expense has expired in the trash. DynamoDB deletes it up to days later; readers no longer see it. */
export function isExpired(item: ExpenseItem, now: Date): boolean {
  return item.expiresAt !== undefined && item.expiresAt <= epochSeconds(now);
}

/** An instant in the seconds that DynamoDB's TTL counts in. */
export function epochSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
