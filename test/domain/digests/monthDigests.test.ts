import { expect } from "chai";
import fc from "fast-check";
import { trendMonths } from "../../../domain/digests/trends";
import { expenseIdFor } from "../../../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../../../domain/expenses/model";
import {
  beginSums,
  DIGEST_MONTHS,
  firstIdOf as idOf,
  ledgerOf,
  plainSums,
  readToEnd,
  requireExact,
} from "../../helpers/digestReaders";
import { LedgerInMemory } from "../../helpers/ledgerInMemory";
import { runs } from "../../helpers/runs";
import { splitMoney } from "../../helpers/splitMoney";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const key = fc.integer({ min: 0, max: 5 }).map((number) => expenseIdFor("ledger", String(number)));
const skew = fc.integer({ min: -1, max: 1 }).map((minutes) => minutes * MINUTE);
const date = fc
  // Most months are empty at first, and for a while.
  .tuple(
    fc.constantFrom(...DIGEST_MONTHS, "2026-10", "2026-11", "2026-11", "2026-11"),
    fc.constantFrom("01", "02", "03", "15", "30"),
  )
  .map(([month, day]) => `${month}-${day}`);
const category = fc.constantFrom("Food", "Travel");
const values = {
  date,
  currency: fc.constantFrom("USD", "JPY"),
  category,
  createdBy: fc.constantFrom("ada", "ben"),
  kind: fc.constantFrom(undefined, "refund", "income"),
  tags: fc.constantFrom(undefined, ["work"], ["work", "home"]),
  merchant: fc.constantFrom(undefined, "Maple"),
} as const satisfies { [Name in keyof ExpenseItem]?: fc.Arbitrary<ExpenseItem[Name]> };
const money = splitMoney(category, 999_999_999_900).map(({ amount, parts }) => ({ amount, parts }));
const created = paid(fc.record({ ...values, money }));
const edited = paid(fc.record({ ...values, money }, { requiredKeys: [] }));
const lag = fc.constantFrom(0, 40 * MINUTE);

const write = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("create" as const), key, values: created, skew }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("edit" as const), key, changes: edited, skew }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("delete" as const), key, skew }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undelete" as const), key, skew }) },
  {
    // More days than an expense remembers that it left.
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("edits" as const),
      key,
      changes: fc.array(edited, { minLength: 55, maxLength: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("bulk" as const),
      expenses: fc.array(created, { minLength: 8, maxLength: 12 }),
      base: fc.nat(100),
    }),
  },
);
/** Somebody asks for sums: in a request that has little time, while others write. */
const read = fc.record({
  kind: fc.constant("read" as const),
  months: fc.oneof(fc.constant(DIGEST_MONTHS), fc.subarray(DIGEST_MONTHS, { minLength: 1 })),
  skew,
  time: fc.integer({ min: 0, max: 8 }),
  racing: fc.array(write, { maxLength: 3 }),
});
const step = fc.oneof(
  { weight: 10, arbitrary: write },
  { weight: 6, arbitrary: read },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      by: fc.constantFrom(1, MINUTE, 30 * MINUTE, 2 * HOUR, DAY, 28 * DAY, 29 * DAY, 31 * DAY),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("lag" as const), list: lag, changes: lag }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sweep" as const) }) },
);
const steps = fc.array(step, { minLength: 10, maxLength: 30 });
/** Values with an amount and the parts that sum to it. */
function paid(of: fc.Arbitrary<object & { money?: object }>): fc.Arbitrary<Partial<ExpenseItem>> {
  return of.map(({ money, ...others }) => ({ ...others, ...money }));
}

type Arbitrated<A> = A extends fc.Arbitrary<infer T> ? T : never;

function take(ledger: LedgerInMemory, one: Arbitrated<typeof write>): void {
  if (one.kind === "create") ledger.create({ ...one.values, expenseId: one.key }, one.skew);
  else if (one.kind === "edit") ledger.edit(one.key, one.changes, one.skew);
  else if (one.kind === "edits") for (const changes of one.changes) ledger.edit(one.key, changes, 0);
  else if (one.kind === "bulk") {
    for (const [index, expense] of one.expenses.entries()) {
      ledger.create({ ...expense, expenseId: expenseIdFor("ledger", `bulk ${one.base + index}`) }, 0);
    }
  } else ledger[one.kind](one.key, one.skew);
}

describe("month digests", () => {
  it("are the plain sums once the lag has passed, whatever was written while they were read", async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(4, 5000), async (history, maxChanges) => {
        const ledger = new LedgerInMemory();
        ledger.maxChanges = maxChanges;
        for (const one of history) {
          if (one.kind === "move") ledger.time += one.by;
          else if (one.kind === "lag") Object.assign(ledger.lags, { list: one.list, changes: one.changes });
          else if (one.kind === "sweep") ledger.sweep();
          else if (one.kind === "read") {
            const racing = [...one.racing];
            ledger.afterPage = () => {
              const next = racing.shift();
              if (next) take(ledger, next);
              ledger.time += 1;
            };
            await readToEnd(ledger, one.months, one.time, one.skew);
            ledger.afterPage = () => undefined;
          } else take(ledger, one);
        }
        ledger.time += 45 * MINUTE;
        // Each request makes progress, however little time it has.
        expect(await readToEnd(ledger, DIGEST_MONTHS, 0)).to.deep.equal(plainSums(ledger));
      }),
      { numRuns: runs(120, 20_000) },
    );
  });

  it("have a change that the index of changes showed after a later one", async () => {
    const ledger = ledgerOf(1);
    await requireExact(ledger);
    ledger.lags.changes = 40 * MINUTE;
    ledger.create({ expenseId: idOf(1), date: "2026-11-02" }, 0);
    ledger.lags.changes = 0;
    ledger.time += 20 * MINUTE;
    ledger.create({ expenseId: idOf(2), date: "2026-11-15" }, 0);
    await readToEnd(ledger, DIGEST_MONTHS, 100);
    ledger.time += 30 * MINUTE;
    await requireExact(ledger);
  });

  it("begin a day again that changed after a part of it was summed", async () => {
    const ledger = ledgerOf(10);
    await beginSums(ledger);
    ledger.edit(idOf(0), { amount: 7 }, 0);
    await requireExact(ledger);
  });

  it("begin a day again whose first part was read before the list showed what was known", async () => {
    const ledger = ledgerOf(10);
    ledger.lags.list = 40 * MINUTE;
    ledger.delete(idOf(0), 0);
    await beginSums(ledger);
    ledger.time += 45 * MINUTE;
    await requireExact(ledger);
  });

  it("remember of a part of a day what the list showed late", async () => {
    const ledger = ledgerOf(10);
    ledger.lags.list = 40 * MINUTE;
    ledger.delete(idOf(0), 0);
    await beginSums(ledger);
    await readToEnd(ledger, DIGEST_MONTHS, 100);
    ledger.time += 45 * MINUTE;
    await requireExact(ledger);
  });

  it("go on where a request stopped, though an earlier day changed since", async () => {
    const ledger = ledgerOf(1);
    ledger.create({ expenseId: idOf(100), date: "2026-11-20" }, 0);
    await requireExact(ledger);
    for (const index of [0, 100]) ledger.edit(idOf(index), { amount: 7 }, 0);
    await beginSums(ledger);
    ledger.edit(idOf(0), {}, 0);
    ledger.time += DAY;
    expect(await readToEnd(ledger, DIGEST_MONTHS, 0)).to.deep.equal(plainSums(ledger));
  });

  it("are made anew once deletions since then are forgotten", async () => {
    const ledger = ledgerOf(2);
    await requireExact(ledger);
    ledger.delete(idOf(0), 0);
    ledger.time += 33 * DAY;
    ledger.sweep();
    await requireExact(ledger);
  });

  it("are made anew by one reader once they are too old to be followed, though nothing changed", async () => {
    const ledger = ledgerOf(2);
    await requireExact(ledger);
    ledger.time += 33 * DAY;
    const rows = async () => {
      const before = ledger.rowsRead;
      await requireExact(ledger);
      return ledger.rowsRead - before;
    };
    expect([await rows(), await rows()]).to.deep.equal([2, 0]);
  });

  it("read the days that changed, and each change once", async () => {
    const ledger = ledgerOf(30);
    ledger.create({ expenseId: idOf(100), date: "2026-11-02" }, 0);
    const pages = async () => {
      const before = ledger.pagesRead;
      await readToEnd(ledger, ["2026-11"], 100);
      return ledger.pagesRead - before;
    };
    expect([await pages(), await pages()]).to.deep.equal([11, 0]);
    ledger.edit(idOf(100), { date: "2026-11-15", amount: 7 }, 0);
    // The days before and after.
    expect([await pages(), await pages()]).to.deep.equal([2, 0]);
  });

  it("ask once where expenses begin after many months without any, and once between two years, and remember it", async () => {
    const ledger = ledgerOf(1);
    ledger.create({ expenseId: idOf(100), date: "2024-02-02" }, 0);
    const months = trendMonths(48, "2026-12-15");
    await readToEnd(ledger, months, 100);
    const pages = async () => {
      const before = ledger.pagesRead;
      await readToEnd(ledger, months, 100);
      return ledger.pagesRead - before;
    };
    // Between the two, and the month after them. That nothing comes before February 2024 was found by the first reading.
    expect([await pages(), await pages()]).to.deep.equal([2, 1]);
    const read = await readToEnd(ledger, months, 100);
    const counted = [...(read ?? [])].filter(([, days]) => Object.keys(days).length > 0);
    expect(counted.map(([month]) => month)).to.deep.equal(["2024-02", "2026-11"]);
    expect([...(read ?? new Map()).keys()]).to.deep.equal(months);
    ledger.create({ expenseId: idOf(101), date: "2025-05-05" }, 0);
    ledger.time += DAY;
    expect((await readToEnd(ledger, months, 100))?.get("2025-05")).to.have.keys("2025-05-05");
    // The gaps before and after it are known, too.
    expect(await pages()).to.equal(1);
  });
});
