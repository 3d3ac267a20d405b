import { expect } from "chai";
import * as fc from "fast-check";
import { indexKeys } from "../../../domain/expenses/expenseKeys";
import type { ListRange } from "../../../domain/expenses/expenseRepository";
import { deletion, nextVersion, restoration } from "../../../domain/expenses/expenseVersions";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { WholeLists } from "../../../domain/expenses/wholeLists";
import { expenseItem } from "../../helpers/expenseItem";
import { runs } from "../../helpers/runs";

/** A change of an expense after a page was read. */
interface Move {
  expense: number;
  act: "delete" | "restore" | "add" | { day: string };
}

/** A ledger that others change after each page of two. */
class MovingLedger {
  private time = Date.parse("2026-11-20T08:00:00.000Z");
  private readonly items = new Map<string, ExpenseItem>();
  /** The items as the lists show them, while their index lags. */
  private listed: ReadonlyMap<string, ExpenseItem> = this.items;

  constructor(
    before: readonly { day: string; deleted: boolean }[],
    private readonly moves: readonly (readonly Move[])[],
  ) {
    for (const { day, deleted } of before) {
      const id = this.add(day);
      if (deleted) this.change(id, deletion(this.now()));
    }
    // All of it was hours before.
    this.time += 5 * 3_600_000;
  }

  now(): Date {
    this.time += 1_000;
    return new Date(this.time);
  }

  /** IDs of the expenses that are selected. */
  ids(isSelected: (item: ExpenseItem) => boolean): string[] {
    return [...this.items.values()].filter(isSelected).map(({ expenseId }) => expenseId);
  }

  /** Moves expenses at once. The lists do not show it yet. */
  moveUnlisted(moves: readonly Move[]): void {
    this.listed = new Map(this.items);
    for (const one of moves) this.move(one);
  }

  stored(id: string): ExpenseItem | undefined {
    return this.items.get(id);
  }

  lists(onMove: () => void): WholeLists {
    let page = 0;
    const move = () => {
      for (const one of this.moves[page] ?? []) this.move(one);
      page += 1;
      onMove();
    };
    const pages = (
      range: ListRange,
      options?: { ScanIndexForward?: boolean | undefined },
      seen = new Set(),
    ) => this.pages(range, options?.ScanIndexForward === true, seen, move);
    const changes = {
      changedSince: (_ledgerId: string, from: string) => this.changedSince(from),
      stored: async (ids: readonly string[]) => {
        const found = ids.flatMap((id) => this.items.get(id) ?? []);
        return new Map(found.map((item) => [item.expenseId, item]));
      },
    };
    return new WholeLists({ pages }, changes, () => this.now());
  }

  private async *pages(
    { listId, month = "" }: ListRange,
    isUp: boolean,
    seen: Set<unknown>,
    move: () => void,
  ) {
    const isAfter = (a: string, b: string) => (isUp ? a > b : a < b);
    for (let last = isUp ? "" : "~"; ; ) {
      const page = [...this.listed.values()]
        .map((item) => ({ item, ...indexKeys(item) }))
        .filter((one) => one.listId === listId && one.listKey.startsWith(month) && isAfter(one.listKey, last))
        .sort((a, b) => (isAfter(a.listKey, b.listKey) ? 1 : -1))
        .slice(0, 2);
      const fresh = page.map(({ item }) => item).filter(({ expenseId }) => !seen.has(expenseId));
      for (const { expenseId } of fresh) seen.add(expenseId);
      yield fresh;
      move();
      if (page.length < 2) return;
      last = page.at(-1)?.listKey ?? last;
    }
  }

  private async *changedSince(from: string) {
    const changed = [...this.items.values()].filter(({ updatedAt }) => updatedAt >= from);
    for (let start = 0; start < changed.length; start += 2) {
      yield changed.slice(start, start + 2).map(({ expenseId }) => expenseId);
    }
  }

  private add(day: string): string {
    const at = this.now().toISOString();
    const expenseId = String(this.items.size).padStart(26, "0");
    this.items.set(expenseId, expenseItem({ expenseId, date: day, createdAt: at, updatedAt: at }));
    return expenseId;
  }

  private move({ expense, act }: Move): void {
    const id = String(expense % this.items.size).padStart(26, "0");
    const isDeleted = this.items.get(id)?.deletedAt !== undefined;
    if (act === "add") this.add("2026-11-09");
    else if (act === "delete") !isDeleted && this.change(id, deletion(this.now()));
    else if (act === "restore") isDeleted && this.change(id, restoration);
    else if (!isDeleted) this.change(id, { date: act.day });
  }

  private change(id: string, changes: Partial<ExpenseItem>): void {
    const item = this.items.get(id);
    if (item) this.items.set(id, nextVersion(item, changes, this.now()));
  }
}

const day = fc.integer({ min: 25, max: 65 }).map((of) => {
  const [month, date] = of > 60 ? ["12", of - 60] : of > 30 ? ["11", of - 30] : ["10", of];
  return `2026-${month}-${String(date).padStart(2, "0")}`;
});
const move = fc.record({
  expense: fc.nat(30),
  act: fc.oneof(
    day.map((one) => ({ day: one })),
    fc.constantFrom("delete" as const, "restore" as const, "add" as const),
  ),
});
const states = fc.array(fc.record({ day, deleted: fc.boolean() }), { minLength: 1, maxLength: 12 });
const ledgers = fc
  .tuple(states, fc.array(fc.array(move, { maxLength: 3 }), { maxLength: 10 }))
  .map(([before, moves]) => new MovingLedger(before, moves));

async function idsIn(pages: AsyncIterable<ExpenseItem[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page.map(({ expenseId }) => expenseId));
  return ids;
}

const isLive = ({ deletedAt }: ExpenseItem) => deletedAt === undefined;
const isOfMonth = (item: ExpenseItem) => isLive(item) && item.date.startsWith("2026-11");

describe("a list that is read as a whole while its expenses move", () => {
  /** Reads pages and returns the IDs in them, and those that were selected all the time. */
  async function read(
    ledger: MovingLedger,
    isSelected: (item: ExpenseItem) => boolean,
    pagesOf: (lists: WholeLists) => readonly AsyncIterable<ExpenseItem[]>[],
  ): Promise<{ read: string[]; steady: string[] }> {
    let steady = ledger.ids(isSelected);
    const lists = ledger.lists(() => {
      const left = new Set(ledger.ids(isSelected));
      steady = steady.filter((id) => left.has(id));
    });
    const found: string[] = [];
    for (const pages of pagesOf(lists)) found.push(...(await idsIn(pages)));
    return { read: found, steady };
  }

  const cases = [
    ["of all", isLive, (lists: WholeLists) => [lists.all("ledger")]],
    ["of a month", isOfMonth, (lists: WholeLists) => [lists.month("ledger", "2026-11")]],
    [
      "of expenses and the trash",
      () => true,
      (lists: WholeLists) => {
        const { trash, expenses } = lists.both("ledger");
        return [trash, expenses];
      },
    ],
  ] as const;

  for (const [name, isSelected, pagesOf] of cases) {
    it(`has each that is in it from the beginning to the end, once: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(ledgers, async (ledger) => {
          const found = await read(ledger, isSelected, pagesOf);
          expect(found.read).to.include.members(found.steady);
          expect(new Set(found.read).size).to.equal(found.read.length);
        }),
        { numRuns: runs(300, 3_000) },
      );
    });
  }

  for (const [name, isSelected, pagesOf] of cases) {
    it(`has each once and as it is stored, though the lists do not show the last changes yet: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(states, fc.array(move, { maxLength: 12 }), async (before, moves) => {
          const ledger = new MovingLedger(before, []);
          ledger.moveUnlisted(moves);
          const found: ExpenseItem[] = [];
          for (const pages of pagesOf(ledger.lists(() => undefined)))
            for await (const page of pages) found.push(...page);
          const ids = found.map(({ expenseId }) => expenseId);
          expect(ids.toSorted()).to.deep.equal(ledger.ids(isSelected).toSorted());
          for (const { expenseId, version, date } of found)
            expect(ledger.stored(expenseId)).to.include({ version, date });
        }),
        { numRuns: runs(300, 3_000) },
      );
    });
  }

  it("has no expense of another month, nor a deleted one", async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, async (ledger) => {
        const late: ExpenseItem[] = [];
        for await (const page of ledger.lists(() => undefined).month("ledger", "2026-11")) late.push(...page);
        expect(late.filter((item) => !isOfMonth(item))).to.deep.equal([]);
      }),
      { numRuns: runs(100, 1_000) },
    );
  });

  it("has an expense that is deleted between the trash and its place as it was before", async () => {
    const ledger = new MovingLedger(
      [{ day: "2026-11-05", deleted: false }],
      [[{ expense: 0, act: "delete" }]],
    );
    const { trash, expenses } = ledger.lists(() => undefined).both("ledger");
    expect(await idsIn(trash)).to.deep.equal([]);
    const found: ExpenseItem[] = [];
    for await (const page of expenses) found.push(...page);
    expect(found[0]).to.include({ date: "2026-11-05" }).and.not.to.have.any.keys("deletedAt", "expiresAt");
  });
});
