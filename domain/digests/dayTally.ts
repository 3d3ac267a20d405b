import { categoryKey } from "../expenses/category";
import type { ExpenseItem } from "../expenses/model";
import { sharesOf } from "../expenses/parts";
import { getOrAdd } from "../values/maps";
import { cut } from "../values/text";
import { LargestCharges } from "./largestCharges";
import type { Cell, DaySums, NamedCell, SpendingCell, TaggedCell } from "./model";

/** Merchants that are kept per day: the most frequent ones. A household has a few per day. */
export const MAX_MERCHANTS = 200;

/** Characters of a name that tell charges apart. Longer names are cut. */
export const MAX_CHARGE_NAME = 60;

/** Fields of an expense that are summed, or that it is summed by. */
export type Summed = Pick<ExpenseItem, "amount" | "currency" | "category" | "createdBy" | "description"> &
  Partial<Pick<ExpenseItem, "kind" | "tags" | "merchant" | "parts">>;

type KeyOf<Entry> = Omit<Entry, "sum" | "count" | "expenses">;

/** Sums by everything that distinguishes two cells. */
class Cells<Entry extends Cell & Pick<SpendingCell, "expenses">> {
  private readonly cells = new Map<
    string,
    { key: KeyOf<Entry>; minor: bigint; count: number; expenses: number }
  >();

  constructor(entries: readonly Entry[]) {
    for (const { sum, count, expenses, ...key } of entries) this.add(key, BigInt(sum), count, expenses);
  }

  add(key: KeyOf<Entry>, minor: bigint, count: number, expenses = count): void {
    const id = JSON.stringify(Object.entries(key).sort());
    const cell = getOrAdd(this.cells, id, () => ({ key, minor: 0n, count: 0, expenses: 0 }));
    cell.minor += minor;
    cell.count += count;
    cell.expenses += expenses;
  }

  /** In an order that does not depend on that of the expenses. */
  entries(): Entry[] {
    return [...this.cells]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { key, minor, count, expenses }]) => {
        const figures = { sum: String(minor), count, ...(expenses !== count && { expenses }) };
        return { ...key, ...figures } as Entry;
      });
  }
}

const NOTHING: DaySums = { spending: [], tags: [], merchants: [], charges: [] };

/** The sums of a day while its expenses are read. */
export class DayTally {
  private readonly spending: Cells<SpendingCell>;
  private readonly tags: Cells<TaggedCell>;
  private readonly merchants: Cells<NamedCell>;
  private readonly charges: LargestCharges;

  /** @param sums Sums of the expenses that were read before. */
  constructor({ spending, tags, merchants, charges }: DaySums = NOTHING) {
    this.spending = new Cells(spending);
    this.tags = new Cells(tags);
    this.merchants = new Cells(merchants);
    this.charges = new LargestCharges(charges);
  }

  add(expense: Summed): void {
    const { amount, currency, kind, category, createdBy, description, tags = [], merchant } = expense;
    const minor = BigInt(amount);
    const money = { currency, ...(kind && { kind }) };
    const shares = sharesOf(expense);
    for (const { category: of, amount: share, expenses } of shares) {
      this.spending.add({ ...money, category: of, createdBy }, BigInt(share), 1, expenses);
    }
    if (tags.length > 0) this.tags.add({ ...money, names: tags.toSorted() }, minor, 1);
    if (merchant !== undefined) this.merchants.add({ ...money, name: merchant }, minor, 1);
    const text = cut(description, MAX_CHARGE_NAME);
    const named =
      merchant === undefined ? { name: text } : { name: cut(merchant, MAX_CHARGE_NAME), description: text };
    const share = shares.find(({ category: of }) => categoryKey(of) === categoryKey(category))?.amount ?? 0;
    this.charges.add({ ...money, ...named, category, amount, ...(share !== amount && { share }) });
  }

  /** Returns the sums so far, to be continued. */
  partial(): DaySums {
    return {
      spending: this.spending.entries(),
      tags: this.tags.entries(),
      merchants: this.merchants.entries(),
      charges: this.charges.partial(),
    };
  }

  /** Returns the sums of the whole day; undefined without expenses. */
  whole(): DaySums | undefined {
    const sums = this.partial();
    if (sums.spending.length === 0) return undefined;
    return { ...sums, merchants: mostFrequent(sums.merchants), charges: this.charges.whole() };
  }
}

function mostFrequent(cells: readonly NamedCell[]): NamedCell[] {
  const counts = new Map<string, number>();
  for (const { name, count } of cells) counts.set(name, (counts.get(name) ?? 0) + count);
  if (counts.size <= MAX_MERCHANTS) return [...cells];
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const kept = new Set(ranked.slice(0, MAX_MERCHANTS).map(([name]) => name));
  return cells.filter(({ name }) => kept.has(name));
}
