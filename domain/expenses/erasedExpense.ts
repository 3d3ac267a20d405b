import { FIRST_DAY } from "../values/day";
import { deletion, isExpired, nextVersion } from "./expenseVersions";
import type { ExpenseItem } from "./model";

/**
 * Tombstone of an expense whose ledger is erased. It lives as long as a deleted expense, so that the next backup
 * empties the row. It contains nothing that a user entered. Amount and currency are included because both databases
 * require them.
 */
export function erased(item: ExpenseItem, now: Date): ExpenseItem {
  const { expenseId, ledgerId, version, updatedAt } = nextVersion(item, {}, now);
  return {
    expenseId,
    ledgerId,
    createdBy: ledgerId,
    version,
    createdAt: updatedAt,
    updatedAt,
    description: "",
    category: "",
    date: FIRST_DAY,
    amount: 1,
    currency: "USD",
    ...deletion(now),
  };
}

/**
 * Tombstone of an expense that a user erases from the trash. It names the days that the expense was on, for as long as
 * others do, so that sums that still include it leave it out. It also names its receipt, so that the receipt is
 * removed.
 */
export function erasedFromTrash(item: ExpenseItem, now: Date): ExpenseItem {
  const { leftDays } = nextVersion(item, { date: FIRST_DAY }, now);
  const { receiptId } = item;
  return { ...erased(item, now), ...(leftDays && { leftDays }), ...(receiptId && { receiptId }) };
}

/**
 * Returns true if an expense is gone for good: readers no longer see it, although its tombstone may be stored for days.
 */
export function isGone(item: ExpenseItem, now: Date): boolean {
  return isErased(item) || isExpired(item, now);
}

/** Returns true for the tombstones of {@link erased}, which do not even name days. */
export function isErasedWhole(item: ExpenseItem): boolean {
  return isErased(item) && item.leftDays === undefined && item.receiptId === undefined;
}

/** Returns true for every tombstone of an erased expense. Descriptions of expenses are never empty. */
export function isErased({ description, deletedAt }: ExpenseItem): boolean {
  return description === "" && deletedAt !== undefined;
}
