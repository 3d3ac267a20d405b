import type { ExpenseSource, Segment } from "../../domain/expenses/expenseSource";
import { nextVersion } from "../../domain/expenses/expenseVersions";
import type { ExpenseItem } from "../../domain/expenses/model";
import { expenseItem } from "./expenseItem";

/**
 * A table of expenses in memory, with a clock of its own. Its change index can be behind: an entry shows only once its delay
 * is over.
 */
export class ExpenseBook implements ExpenseSource {
  readonly items = new Map<string, ExpenseItem>();
  /** Delay until a change appears in the index, in milliseconds. */
  indexDelay: (item: ExpenseItem) => number = () => 0;
  /** Number of items read, as billed. */
  itemsRead = 0;
  now = Date.parse("2026-11-20T08:00:00.000Z");
  private readonly entries = new Map<string, { item: ExpenseItem; visibleAt: number }[]>();

  /** Now, as expenses have it. */
  at(): string {
    return new Date(this.now).toISOString();
  }

  /** Now, in epoch seconds. */
  seconds(): number {
    return Math.floor(this.now / 1000);
  }

  /** Stores an expense, changed now by a clock that differs by `skew` milliseconds. */
  write(properties: Partial<ExpenseItem> & { expenseId: string }, skew = 0): ExpenseItem {
    const before = this.items.get(properties.expenseId);
    const now = new Date(this.now + skew);
    const at = now.toISOString();
    const item =
      before === undefined
        ? expenseItem({ createdAt: at, updatedAt: at, ...properties, version: 1 })
        : nextVersion(before, properties, now);
    this.items.set(item.expenseId, item);
    const entries = this.entries.get(item.expenseId) ?? [];
    this.entries.set(item.expenseId, [...entries, { item, visibleAt: this.now + this.indexDelay(item) }]);
    return item;
  }

  /** Removes an expense as DynamoDB's TTL does: without a trace in the index. */
  remove(expenseId: string): void {
    this.items.delete(expenseId);
    this.entries.delete(expenseId);
  }

  async *changes(from: string, until: string): AsyncGenerator<ExpenseItem[]> {
    const items = [...this.entries.values()]
      .flatMap((entries) => entries.filter(({ visibleAt }) => visibleAt <= this.now).slice(-1))
      .map(({ item }) => item)
      .filter(({ updatedAt }) => updatedAt >= from && updatedAt.slice(0, 10) <= until.slice(0, 10))
      .sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
    yield* this.pages(items);
  }

  async *segment({ segment, segments }: Segment, after: string | undefined): AsyncGenerator<ExpenseItem[]> {
    const items = [...this.items.values()]
      .filter(({ expenseId }) => hash(expenseId) % segments === segment)
      .sort((a, b) => (order(a.expenseId) < order(b.expenseId) ? -1 : 1));
    const start = after === undefined ? 0 : items.findIndex(({ expenseId }) => expenseId === after) + 1;
    yield* this.pages(items.slice(start));
  }

  private *pages(items: ExpenseItem[]): Generator<ExpenseItem[]> {
    for (let start = 0; start < items.length; start += 1000) {
      const page = items.slice(start, start + 1000);
      this.itemsRead += page.length;
      yield page;
    }
  }
}

/** DynamoDB scans in no order of the ids. */
function order(expenseId: string): string {
  return [...expenseId].reverse().join("");
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003, 7);
}
