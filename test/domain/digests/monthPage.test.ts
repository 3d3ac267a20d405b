import { expect } from "chai";
import fc from "fast-check";
import { totalsOf } from "../../../domain/digests/ledgerTotals";
import { MonthDigests } from "../../../domain/digests/monthDigests";
import { readMonth } from "../../../domain/digests/monthPage";
import type { ExpensePage } from "../../../domain/expenses/expense";
import { expenseIdFor } from "../../../domain/expenses/expenseKeys";
import type { PageRequest } from "../../../domain/expenses/expensePages";
import { Summariser } from "../../../domain/expenses/summary";
import type { LedgerRepository } from "../../../domain/ledgers/ledgerRepository";
import { LedgerInMemory } from "../../helpers/ledgerInMemory";

const MONTH = "2026-11";
const BEFORE = "2026-10";
const HOUR = 3_600_000;

const idOf = (number: number) => expenseIdFor("ledger", String(number));

/** A ledger with an expense on each of these days. */
function ledgerOf(dates: readonly string[]): LedgerInMemory {
  const ledger = new LedgerInMemory();
  for (const [number, date] of dates.entries()) {
    ledger.create({ expenseId: idOf(number), date, amount: number + 1, category: `${number % 3}` }, 0);
  }
  // An old change is no news.
  ledger.time += 3 * HOUR;
  return ledger;
}

/** @param meanwhile Runs once the list is read, before the digests are. */
function page(
  ledger: LedgerInMemory,
  request: Omit<PageRequest, "cursor">,
  hasTime = () => true,
  meanwhile = () => {},
) {
  const [expenses, changes, store] = ledger.collaborators;
  const read: typeof store.read = (...months) => {
    meanwhile();
    return store.read(...months);
  };
  const digests = new MonthDigests(expenses, changes, { ...store, read });
  return readMonth({ expenses, digests }, "ledger", MONTH, request, { now: ledger.clock(), hasTime });
}

/** The sums of what the ledger holds now, row by row. */
function plainSums(ledger: LedgerInMemory): ExpensePage["summary"] {
  const sums = new Summariser();
  for (const item of ledger.live) {
    if (item.date.startsWith(MONTH)) sums.add(item);
    else if (item.date.startsWith(BEFORE)) sums.addPrevious(item);
  }
  return sums.result(MONTH, BEFORE);
}

const days = (month: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${month}-${String(1 + (index % 28)).padStart(2, "0")}`);

describe("A month with its sums", () => {
  it("has the sums of all its rows, whatever the page shows, and whatever was changed since they were summed", async () => {
    const date = fc
      .tuple(fc.constantFrom(MONTH, MONTH, BEFORE), fc.integer({ min: 1, max: 4 }))
      .map(([month, day]) => `${month}-0${day}`);
    const filter = fc.constantFrom({}, { category: "1" }, { q: "nothing" });
    const edits = fc.array(fc.record({ number: fc.nat(30), date, amount: fc.integer({ min: 1, max: 99 }) }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(date, { maxLength: 30 }),
        fc.array(fc.tuple(edits, fc.integer({ min: 1, max: 12 }), filter), { minLength: 1, maxLength: 4 }),
        async (dates, rounds) => {
          const ledger = ledgerOf(dates);
          for (const [changes, limit, chosen] of rounds) {
            for (const { number, ...values } of changes) ledger.edit(idOf(number), values, 0);
            ledger.time += 1000;
            expect((await page(ledger, { limit, ...chosen })).summary).to.deep.equal(plainSums(ledger));
          }
        },
      ),
    );
  });

  it("reads a page, what digests tell and what changed, however many rows there are", async () => {
    const rowsFor = async (count: number) => {
      const ledger = ledgerOf([...days(MONTH, count), ...days(BEFORE, count)]);
      await page(ledger, { limit: 20 });
      for (let number = 0; number < 5; number += 1) ledger.edit(idOf(number), { amount: 7 }, 0);
      ledger.rowsRead = 0;
      const { summary } = await page(ledger, { limit: 20 });
      expect(summary).to.deep.equal(plainSums(ledger));
      ledger.rowsRead = 0;
      await page(ledger, { limit: 20 });
      return ledger.rowsRead;
    };
    expect([await rowsFor(28 * 5), await rowsFor(28 * 10)]).to.deep.equal([21, 21]);
  });

  it("counts an expense once that moves out of the page or into it while it is read", async () => {
    for (const [number, to] of [
      [27, `${MONTH}-02`],
      [1, `${MONTH}-28`],
      [27, `${BEFORE}-03`],
      [30, `${MONTH}-28`],
    ] as const) {
      const ledger = ledgerOf([...days(MONTH, 28), ...days(BEFORE, 28)]);
      await page(ledger, { limit: 3 });
      let moves = 0;
      const move = () => {
        if (moves++ > 0) return;
        ledger.edit(idOf(number), { date: to }, 0);
        ledger.time += 1;
      };
      const { summary, expenses } = await page(ledger, { limit: 3 }, () => true, move);
      expect(summary, to).to.deep.equal(plainSums(ledger));
      expect(new Set(expenses.map(({ expenseId }) => expenseId)).size).to.equal(3);
    }
  });

  it("comes without sums and with a cursor to the rest if it is too large to be summed in time", async () => {
    const ledger = ledgerOf([...days(MONTH, 28), ...days(BEFORE, 28)]);
    const slow = await page(ledger, { limit: 10 }, () => false);
    expect([slow.expenses.length, slow.summary]).to.deep.equal([10, undefined]);
    expect(slow.cursor).to.be.a("string");
    let pages = 0;
    const later = await page(ledger, { limit: 10 }, () => pages++ < 2);
    expect([later.expenses.length, later.summary]).to.deep.equal([10, undefined]);
    // The next request continues the sums.
    expect((await page(ledger, { limit: 10 })).summary).to.deep.equal(plainSums(ledger));
  });

  it("has totals of as many ledgers as there is time for, and a cursor that always goes on", async () => {
    const ledgers = {
      async *all(after = "") {
        yield ["a", "b", "c"].filter((id) => id > after);
      },
    } as unknown as LedgerRepository;
    const ledger = ledgerOf(days(MONTH, 10));
    const digests = new MonthDigests(...ledger.collaborators);
    const timeFor = (pages: number) => () => pages-- > 0;
    const totals = (after: string | undefined, hasTime: () => boolean) =>
      totalsOf(MONTH, after, { digests, ledgers }, { now: ledger.clock(), hasTime });
    const counted = (ledgerId: string) => ({
      ledgerId,
      currencies: [{ currency: "USD", total: "0.55", count: 10 }],
    });
    const refused = await totals(undefined, () => false).catch((error: unknown) => error);
    expect(refused).to.include({ code: "sums.unfinished", status: 503 });
    expect(await totals(undefined, timeFor(20))).to.deep.equal({
      month: MONTH,
      ledgers: [counted("a"), counted("b"), counted("c")],
    });
    expect(await totals(undefined, timeFor(1))).to.deep.equal({
      month: MONTH,
      ledgers: [counted("a"), counted("b")],
      cursor: "b",
    });
    expect(await totals("b", timeFor(0))).to.deep.equal({ month: MONTH, ledgers: [counted("c")] });
  });
});
