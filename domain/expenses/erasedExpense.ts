import { FIRST_DAY } from "../values/day";
import { deletion, isExpired, nextVersion } from "./expenseVersions";
import type { ExpenseItem } from "./model";

/**
 * Tombstone of an expense whose ledger is erased. It lives as long as a deleted expense, so that the next backup empties the row.
 * It contains nothing that a user entered. Amount and currency are there because both databases require them.
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
 * Tombstone of an expense that a user erases from the trash. It tells the days that it was on, for as long as others are told: sums
 * that have yet to leave it out find them there. It names its receipt, which is removed by that.
 */
export function erasedFromTrash(item: ExpenseItem, now: Date): ExpenseItem {
  const { leftDays } = nextVersion(item, { date: FIRST_DAY }, now);
  const { receiptId } = item;
  return { ...erased(item, now), ...(leftDays && { leftDays }), ...(receiptId && { receiptId }) };
}

/** Returns true if an expense is gone for good: readers do not see it any more, though a tombstone of it may be stored for days. */
export function isGone(item: ExpenseItem, now: Date): boolean {
  return isErased(item) || isExpired(item, now);
}

/** Returns true for what {@link erased} leaves. Descriptions of expenses are never empty. */
export function isErased({ description, deletedAt }: ExpenseItem): boolean {
  return description === "" && deletedAt !== undefined;
}
