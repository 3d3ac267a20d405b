import { FIRST_DAY } from "../values/day";
import { deletion, nextVersion } from "./expenseVersions";
import type { ExpenseItem } from "./model";

/**
 * The rest of an expense when its ledger is erased, for as long as any deleted expense does: the backup learns by it that its row
 * has to go. Of what a person entered it holds nothing. Amount and currency are what both databases require of any expense.
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
