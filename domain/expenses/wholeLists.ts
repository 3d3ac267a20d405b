import { changesSince, watermarkAt } from "./changesSince";
import { isGone } from "./erasedExpense";
import { trashId } from "./expenseKeys";
import type { ExpenseRepository, ListRange } from "./expenseRepository";
import type { LedgerChanges } from "./ledgerChanges";
import type { ExpenseItem } from "./model";

type Options = Parameters<ExpenseRepository["pages"]>[1];

/** Returns an expense as it is told; undefined if it is not of this list. */
type Told = (item: ExpenseItem) => ExpenseItem | undefined;

/** A reading of one list or several of a ledger. */
interface Reading {
  ledgerId: string;
  /** UTC. Changes from here on may not show in a list yet. */
  since: string;
  /** IDs of the expenses that were told. */
  seen: Set<string>;
  /** IDs of the expenses that had changed when the first page was read. */
  recent?: ReadonlySet<string>;
}

/**
 * A ledger's lists, read as a whole while others write. An expense that moves from a part that is still to be read into one
 * that was read already shows in neither. So at the end the ledger's changes are read since the reading began, as pages do
 * that refresh themselves, and what no part had is added. An expense that changed lately is read as it is stored, since the index of
 * the lists may lag. Only a change that neither that one nor the index of changes shows yet may be missing.
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
    const reading = this.begin(ledgerId);
    return {
      trash: this.current({ listId: trashId(ledgerId) }, {}, reading, deleted),
      expenses: this.thenMissed({ listId: ledgerId }, {}, reading, live),
    };
  }

  private begin(ledgerId: string): Reading {
    const began = this.now();
    const watermark = watermarkAt(began);
    return { ledgerId, since: changesSince(watermark, began) ?? watermark, seen: new Set() };
  }

  private whole(range: Omit<ListRange, "days">, options?: Options): AsyncGenerator<ExpenseItem[]> {
    const { listId, month = "" } = range;
    const isIn = ({ deletedAt, date }: ExpenseItem) => deletedAt === undefined && date.startsWith(month);
    return this.thenMissed(range, options, this.begin(listId), (item) => (isIn(item) ? item : undefined));
  }

  /** The pages of a list. Expenses that had changed lately are told as they are stored. */
  private async *current(
    range: ListRange,
    options: Options,
    reading: Reading,
    told: Told,
  ): AsyncGenerator<ExpenseItem[]> {
    reading.recent ??= await this.recent(reading);
    const { recent, seen } = reading;
    for await (const page of this.expenses.pages(range, options, seen)) {
      const changed = page.map(({ expenseId }) => expenseId).filter((id) => recent.has(id));
      const stored = await this.changes.stored(changed);
      yield page.flatMap((item) => {
        if (!recent.has(item.expenseId)) return item;
        const own = this.asTold(stored.get(item.expenseId), told);
        // It may be in another part.
        if (!own) seen.delete(item.expenseId);
        return own ?? [];
      });
    }
  }

  private async recent({ ledgerId, since }: Reading): Promise<ReadonlySet<string>> {
    const recent = new Set<string>();
    for await (const ids of this.changes.changedSince(ledgerId, since)) for (const id of ids) recent.add(id);
    return recent;
  }

  private async *thenMissed(
    range: ListRange,
    options: Options,
    reading: Reading,
    told: Told,
  ): AsyncGenerator<ExpenseItem[]> {
    const { ledgerId, since, seen } = reading;
    yield* this.current(range, options, reading, told);
    for await (const ids of this.changes.changedSince(ledgerId, since)) {
      const missed = ids.filter((id) => !seen.has(id));
      if (missed.length === 0) continue;
      const stored = await this.changes.stored([...new Set(missed)]);
      yield [...stored.values()].flatMap((item) => {
        const own = this.asTold(item, told);
        if (own) seen.add(own.expenseId);
        return own ?? [];
      });
    }
  }

  private asTold(item: ExpenseItem | undefined, told: Told): ExpenseItem | undefined {
    return item && !isGone(item, this.now()) ? told(item) : undefined;
  }
}

const deleted: Told = (item) => (item.deletedAt === undefined ? undefined : item);

/** A deleted expense as it was before. */
function live({ deletedAt: _deletedAt, expiresAt: _expiresAt, ...item }: ExpenseItem): ExpenseItem {
  return item;
}
