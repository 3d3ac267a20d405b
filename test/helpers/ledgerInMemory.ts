import type { Digest } from "../../domain/digests/model";
import type { MonthDigests } from "../../domain/digests/monthDigests";
import { indexKeys } from "../../domain/expenses/expenseKeys";
import type { ListRange } from "../../domain/expenses/expenseRepository";
import {
  deletion,
  isExpired,
  nextVersion,
  restoration,
  successor,
} from "../../domain/expenses/expenseVersions";
import type { LatestChanges } from "../../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../../domain/expenses/model";
import { expenseItem } from "./expenseItem";

type Collaborators = ConstructorParameters<typeof MonthDigests>;
type Index = "list" | "changes";

/** A version of an expense, and when each index shows it, in epoch milliseconds. */
interface Version {
  item: ExpenseItem;
  shown: Record<Index, number>;
}

/** A ledger in memory, whose indexes lag each by itself. */
export class LedgerInMemory {
  time = Date.parse("2026-11-20T08:00:00.000Z");
  /** Milliseconds after a write until each index shows it. */
  readonly lags: Record<Index, number> = { list: 0, changes: 0 };
  /** Is called after each page of the list. */
  afterPage: () => void = () => undefined;
  pageSize = 3;
  /** Maximum number of changes that a reader gets to know. */
  maxChanges = Number.POSITIVE_INFINITY;
  /** Pages of the list that were read. */
  pagesRead = 0;
  /** Expenses on them. */
  rowsRead = 0;
  private readonly versions = new Map<string, Version[]>();
  private readonly digests = new Map<string, Digest>();

  /** The clock of somebody that differs by `skew` milliseconds. */
  clock(skew = 0): Date {
    return new Date(this.time + skew);
  }

  /** Creates an expense, unless there is one under this id. */
  create(properties: Partial<ExpenseItem> & { expenseId: string }, skew: number): void {
    const now = this.clock(skew);
    const at = now.toISOString();
    const before = this.stored(properties.expenseId);
    const item = expenseItem({ createdAt: at, updatedAt: at, ...properties });
    if (before === undefined) this.put(item);
    else if (isExpired(before, now)) this.put(successor(before, item));
  }

  edit(expenseId: string, changes: Partial<ExpenseItem>, skew: number): void {
    this.change(expenseId, skew, (item) => (item.deletedAt === undefined ? changes : undefined));
  }

  delete(expenseId: string, skew: number): void {
    this.change(expenseId, skew, (item, now) => (item.deletedAt === undefined ? deletion(now) : undefined));
  }

  undelete(expenseId: string, skew: number): void {
    this.change(expenseId, skew, (item) => (item.deletedAt === undefined ? undefined : restoration));
  }

  /** Deletes what has expired for more than two days, as DynamoDB does some time. */
  sweep(): void {
    const past = this.clock(-2 * 24 * 60 * 60 * 1000);
    for (const id of this.versions.keys()) {
      const item = this.stored(id);
      if (item && isExpired(item, past)) this.versions.delete(id);
    }
  }

  /** The expenses that count, as the table has them. */
  get live(): ExpenseItem[] {
    return [...this.versions.keys()].flatMap((id) => {
      const item = this.stored(id);
      return item === undefined || item.deletedAt !== undefined ? [] : [item];
    });
  }

  get collaborators(): Collaborators {
    return [
      {
        pages: (range, options, seen = new Set()) =>
          this.pages(range, options?.ScanIndexForward ? "up" : "down", options?.Limit ?? this.pageSize, seen),
      },
      { latest: (_ledgerId, since, max) => this.latest(since, Math.min(max, this.maxChanges)) },
      {
        read: async (_ledgerId, months) =>
          new Map(
            months.flatMap((month) => {
              const digest = this.digests.get(month);
              return digest ? [[month, structuredClone(digest)]] : [];
            }),
          ),
        write: async (_ledgerId, month, digest) => {
          const before = this.digests.get(month);
          if (before === undefined || before.until <= digest.until)
            this.digests.set(month, structuredClone(digest));
        },
      },
    ];
  }

  private change(
    expenseId: string,
    skew: number,
    decide: (item: ExpenseItem, now: Date) => Partial<ExpenseItem> | undefined,
  ): void {
    const now = this.clock(skew);
    const item = this.stored(expenseId);
    if (item === undefined || isExpired(item, now)) return;
    const changes = decide(item, now);
    if (changes) this.put(nextVersion(item, changes, now));
  }

  private put(item: ExpenseItem): void {
    const versions = this.versions.get(item.expenseId) ?? [];
    // An index shows the versions of an expense in their order.
    const [last] = versions.slice(-1);
    const shown = (index: Index) => Math.max(this.time + this.lags[index], last?.shown[index] ?? 0);
    versions.push({ item, shown: { list: shown("list"), changes: shown("changes") } });
    this.versions.set(item.expenseId, versions);
  }

  private stored(expenseId: string): ExpenseItem | undefined {
    return this.versions.get(expenseId)?.at(-1)?.item;
  }

  /** The expenses as an index shows them now. */
  private shownBy(index: Index): ExpenseItem[] {
    return [...this.versions.values()].flatMap((versions) => {
      const shown = versions.findLast((version) => version.shown[index] <= this.time);
      return shown ? [shown.item] : [];
    });
  }

  private async *pages(
    range: ListRange,
    way: "up" | "down",
    pageSize: number,
    seen: Set<string>,
  ): AsyncGenerator<ExpenseItem[]> {
    const before = (a: string, b: string) => (way === "up" ? a < b : a > b);
    let after = range.after ?? (way === "up" ? "" : "~");
    for (;;) {
      const { first = range.month ?? "", last = `${range.month ?? ""}~` } = range.days ?? {};
      const due = this.shownBy("list")
        .map((item) => ({ item, ...indexKeys(item) }))
        .filter(({ listId, listKey }) => listId === "ledger" && before(after, listKey))
        .filter(({ item }) => first <= item.date && item.date <= last)
        .sort((a, b) => (before(a.listKey, b.listKey) ? -1 : 1))
        .slice(0, pageSize);
      this.pagesRead += 1;
      this.rowsRead += due.length;
      const fresh = due.filter(({ item }) => !seen.has(item.expenseId));
      for (const { item } of fresh) seen.add(item.expenseId);
      yield fresh.map(({ item }) => item);
      this.afterPage();
      if (due.length < pageSize) return;
      after = due.at(-1)?.listKey ?? after;
    }
  }

  private async latest(since: string, max: number): Promise<LatestChanges> {
    const entries = this.shownBy("changes")
      .filter(({ updatedAt }) => updatedAt >= since)
      .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
      .slice(0, max + 1);
    const isMore = entries.length > max;
    const told = entries.slice(0, max);
    const changes = told.map(({ expenseId, updatedAt }) => {
      const item = this.stored(expenseId);
      return { expenseId, updatedAt: item?.updatedAt ?? updatedAt, item };
    });
    const last = Date.parse(told.at(-1)?.updatedAt ?? since);
    return { from: isMore ? new Date(last + 1).toISOString() : since, changes };
  }
}
