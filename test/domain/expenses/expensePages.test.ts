import { expect } from "chai";
import fc from "fast-check";
import type { ExpensePage } from "../../../domain/expenses/expense";
import { expenseIdFor, indexKeys, trashId } from "../../../domain/expenses/expenseKeys";
import { type PageRequest, readPage } from "../../../domain/expenses/expensePages";
import type { ExpenseRepository, ListRange } from "../../../domain/expenses/expenseRepository";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { type ExpenseFilter, FILTERS } from "../../../domain/expenses/search";
import { expenseItem } from "../../helpers/expenseItem";

/** Expenses of which only the oldest is a piano, newest first. */
const ledgerOf = (count: number): ExpenseItem[] =>
  Array.from({ length: count }, (_, index) =>
    expenseItem({
      expenseId: expenseIdFor("ledger", String(index)),
      createdAt: new Date(Date.UTC(2026, 10, 20) - index * 1000).toISOString(),
      description: index === count - 1 ? "Piano" : `Coffee ${index}`,
    }),
  );

/** A ledger that counts its reads. */
class CountedLedger {
  readonly pages: number[] = [];

  constructor(
    private readonly items: readonly ExpenseItem[],
    private readonly listId = "ledger",
  ) {}

  /** The table as the repository reads it. */
  get repository(): ExpenseRepository {
    const storedPages = async function* (this: CountedLedger, { after }: ListRange, size: number) {
      const rest = this.items.filter((item) => after === undefined || indexKeys(item).listKey < after);
      for (let start = 0; start < rest.length; start += size) {
        const page = rest.slice(start, start + size);
        this.pages.push(page.length);
        yield page;
      }
    };
    return { storedPages: storedPages.bind(this) } as unknown as ExpenseRepository;
  }

  page(request: PageRequest, hasTime: () => boolean): Promise<ExpensePage> {
    return readPage(this.repository, { listId: this.listId }, request, { now: new Date(), hasTime });
  }
}

describe("A page of a list", () => {
  it("is read 250 or more expenses at a time where it does not show each, whatever its limit", async () => {
    const lists: [string, ExpenseFilter][] = [
      ["ledger", { q: "piano" }],
      ["ledger", { category: "Music" }],
      [trashId("ledger"), {}],
    ];
    const limits = fc.integer({ min: 1, max: 600 });
    const items = ledgerOf(1000);
    await fc.assert(
      fc.asyncProperty(limits, fc.constantFrom(...lists), async (limit, [listId, filter]) => {
        const ledger = new CountedLedger(items, listId);
        await ledger.page({ ...filter, limit }, () => true);
        expect(ledger.pages[0]).to.equal(Math.max(250, limit + 1));
      }),
    );
    const unfiltered = new CountedLedger(items);
    await unfiltered.page({ limit: 1 }, () => true);
    expect(unfiltered.pages).to.deep.equal([2]);
  });

  it("ends with a cursor when time is up, and after 5,000 expenses at the latest", async () => {
    const ledger = new CountedLedger(ledgerOf(6000));
    const first = await ledger.page({ q: "piano", limit: 10 }, () => ledger.pages.length < 3);
    expect(ledger.pages).to.deep.equal([250, 250, 250]);
    expect(first.expenses).to.deep.equal([]);
    const second = await ledger.page({ q: "piano", limit: 10, cursor: first.cursor }, () => true);
    expect([ledger.pages.length, second.expenses.length]).to.deep.equal([3 + 20, 0]);
    const third = await ledger.page({ q: "piano", limit: 10, cursor: second.cursor }, () => true);
    expect([third.expenses.length, third.cursor]).to.deep.equal([1, undefined]);
  });

  it("shows an expense once that moves down the list while it is read", async () => {
    const [first, moved, last] = ledgerOf(3);
    if (!first || !moved || !last) throw new Error("Not three.");
    const storedPages = async function* () {
      yield* [
        [first, moved],
        [moved, last],
      ];
    };
    const repository = { storedPages } as unknown as ExpenseRepository;
    const reading = { now: new Date(), hasTime: () => true };
    const page = await readPage(repository, { listId: "ledger" }, { limit: 500 }, reading);
    expect(page.expenses.map(({ expenseId }) => expenseId)).to.deep.equal(
      [first, moved, last].map(({ expenseId }) => expenseId),
    );
  });

  it("is one of pages that together are the matches, wherever time was up", async () => {
    const names = fc.constantFrom("Music", "Office");
    // Long runs of one category, so that whole reads have no match.
    const runs = fc.array(fc.tuple(names, fc.nat(600)), { maxLength: 4 });
    const whole = runs.map((list) => list.flatMap(([name, count]) => Array<string>(count).fill(name)));
    const all = ledgerOf(2400);
    const ledgers = fc
      .oneof(fc.array(names, { maxLength: 30 }), whole)
      .map((list) => list.map((category, index) => ({ ...(all[index] as ExpenseItem), category })));
    const ups = fc.array(fc.boolean(), { minLength: 1 });
    const filters = fc.constantFrom<{ category?: string }>({}, { category: "Music" });
    const limits = fc.integer({ min: 1, max: 300 });
    await fc.assert(
      fc.asyncProperty(ledgers, filters, limits, ups, async (items, filter, limit, times) => {
        const ledger = new CountedLedger(items);
        const found: string[] = [];
        let cursor: string | undefined;
        let asked = 0;
        const hasTime = () => times[asked++ % times.length] ?? true;
        do {
          const page = await ledger.page({ ...filter, limit, cursor }, hasTime);
          expect(page.expenses.length).to.be.at.most(limit);
          found.push(...page.expenses.map(({ expenseId }) => expenseId));
          cursor = page.cursor;
        } while (cursor !== undefined);
        const matches = items.filter(({ category }) => [category, undefined].includes(filter.category));
        expect(found).to.deep.equal(matches.map(({ expenseId }) => expenseId));
      }),
    );
  });

  it("has a cursor for its own filters alone", async () => {
    const ledger = new CountedLedger(ledgerOf(3));
    const { cursor } = await ledger.page({ limit: 1 }, () => true);
    expect(cursor).to.be.a("string");
    for (const name of [...FILTERS, "q", "categoryNames"]) {
      const next = ledger.page({ [name]: "2026-11-20", limit: 1, cursor }, () => true);
      expect(await next.catch((error: unknown) => error), name).to.include({ code: "cursor.invalid" });
    }
  });
});
