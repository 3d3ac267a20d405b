import { FIRST_DAY } from "../values/day";
import { deletion, nextVersion } from "./expenseVersions";
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

/** Returns true for what {@link erased} leaves. Descriptions of expenses are never empty. */
export function isErased({ description, deletedAt }: ExpenseItem): boolean {
  return description === "" && deletedAt !== undefined;
}
