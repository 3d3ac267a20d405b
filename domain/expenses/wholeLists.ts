import { changesSince, watermarkAt } from "./changesSince";
import { isGone } from "./erasedExpense";
import { trashId } from "./expenseKeys";
import type { ExpenseRepository, ListRange } from "./expenseRepository";
import type { LedgerChanges } from "./ledgerChanges";
import type { ExpenseItem } from "./model";

type Options = Parameters<ExpenseRepository["pages"]>[1];

/**
 * A ledger's lists, read as a whole while others write. An expense that moves from a part that is still to be read into one
 * that was read already shows in neither. So at the end the ledger's changes are read since the reading began, as pages do
 * that refresh themselves, and what no part had is added. A change of the last moment that its index does not show yet may
 * still be missing.
 */
export class WholeLists {
  constructor(
    private readonly expenses: Pick<ExpenseRepository, "pages">,
    private readonly changes: Pick<LedgerChanges, "changedSince" | "stored">,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Returns the expenses of a ledger in pages, newest first, and then those that moved. */
  all(ledgerId: string): AsyncGenerator<ExpenseItem[]> {
    return this.whole({ listId: ledgerId });
  }

  /**
   * Returns a month of a ledger in pages, oldest first, and then those that moved.
   * @param month YYYY-MM, or YYYY for a year.
   */
  month(ledgerId: string, month: string): AsyncGenerator<ExpenseItem[]> {
    return this.whole({ listId: ledgerId, month }, { ScanIndexForward: true });
  }

  /**
   * Returns the trash of a ledger, and then its expenses, each in pages, newest first. An expense is in one of the two: in
   * the trash if it was there when that was read. One that was deleted since is among the expenses, as it was before.
   */
  both(ledgerId: string): { trash: AsyncGenerator<ExpenseItem[]>; expenses: AsyncGenerator<ExpenseItem[]> } {
    const began = this.now();
    const seen = new Set<string>();
    return {
      trash: this.expenses.pages({ listId: trashId(ledgerId) }, {}, seen),
      expenses: this.thenMissed({ listId: ledgerId }, {}, { began, seen }, live),
    };
  }

  private async *whole(range: Omit<ListRange, "days">, options?: Options): AsyncGenerator<ExpenseItem[]> {
    const { month = "" } = range;
    const isIn = ({ deletedAt, date }: ExpenseItem) => deletedAt === undefined && date.startsWith(month);
    const reading = { began: this.now(), seen: new Set<string>() };
    yield* this.thenMissed(range, options, reading, (item) => (isIn(item) ? item : undefined));
  }

  /** @param told Returns a missed expense as it is told; undefined if it is not of this list. */
  private async *thenMissed(
    range: ListRange,
    options: Options,
    { began, seen }: { began: Date; seen: Set<string> },
    told: (item: ExpenseItem) => ExpenseItem | undefined,
  ): AsyncGenerator<ExpenseItem[]> {
    yield* this.expenses.pages(range, options, seen);
    const watermark = watermarkAt(began);
    for await (const ids of this.changes.changedSince(
      range.listId,
      changesSince(watermark, began) ?? watermark,
    )) {
      const missed = ids.filter((id) => !seen.has(id));
      if (missed.length === 0) continue;
      const stored = await this.changes.stored([...new Set(missed)]);
      const now = this.now();
      yield [...stored.values()].flatMap((item) => {
        if (isGone(item, now)) return [];
        const own = told(item);
        if (own) seen.add(own.expenseId);
        return own ?? [];
      });
    }
  }
}

/** A deleted expense as it was before. */
function live({ deletedAt: _deletedAt, expiresAt: _expiresAt, ...item }: ExpenseItem): ExpenseItem {
  return item;
}
