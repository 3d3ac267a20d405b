import { expect } from "chai";
import fc from "fast-check";
import { DayTally } from "../../../domain/digests/dayTally";
import { DigestStore } from "../../../domain/digests/digestStore";
import { MonthDigests } from "../../../domain/digests/monthDigests";
import { expenseIdFor, LEDGER_CHANGE_INDEX, LIST_INDEX } from "../../../domain/expenses/expenseKeys";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { deletion, nextVersion, restoration } from "../../../domain/expenses/expenseVersions";
import { LedgerChanges } from "../../../domain/expenses/ledgerChanges";
import { expenseItem } from "../../helpers/expenseItem";
import { type ExpensesTable, startExpensesTable } from "../../helpers/expensesTable";
import { lagIndex } from "../../helpers/laggingIndex";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { runs } from "../../helpers/runs";

const MONTHS = ["2026-10", "2026-11"];

const step = fc.record({
  key: fc.integer({ min: 0, max: 4 }).map(String),
  date: fc.constantFrom("2026-10-01", "2026-10-31", "2026-11-01", "2026-11-02", "2026-11-30"),
  amount: fc.integer({ min: 1, max: 99_999 }),
  action: fc.constantFrom("write", "write", "delete", "restore"),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const steps = fc.array(step, { minLength: 4, maxLength: 8 });

let ledgers = 0;

describe("month digests of tables whose indexes lag", function () {
  this.timeout(120_000);
  let expenses: ExpensesTable;
  let stored: LocalTable;
  before(async () => {
    [expenses, stored] = await Promise.all([startExpensesTable(), startLedgersTable()]);
  });
  after(() => Promise.all([expenses?.close(), stored?.close()]));

  async function take(repository: ExpenseRepository, ledgerId: string, one: Step): Promise<void> {
    const { key, date, amount, action } = one;
    const expenseId = expenseIdFor(ledgerId, key);
    const at = new Date().toISOString();
    if (action === "write") {
      const item = expenseItem({ expenseId, ledgerId, date, amount, createdAt: at, updatedAt: at });
      if ((await repository.create(item)).created) return;
    }
    await repository.change(ledgerId, expenseId, (current, now) => {
      const isDeleted = current.deletedAt !== undefined;
      if (isDeleted !== (action === "restore")) return undefined;
      const changes = { restore: restoration, delete: deletion(now), write: { date, amount } };
      return nextVersion(current, changes[action], now);
    });
  }

  for (const index of [LIST_INDEX, LEDGER_CHANGE_INDEX]) {
    it(`are the plain sums once ${index} has caught up`, async () => {
      const repository = new ExpenseRepository(expenses.db, "Expenses");
      const digests = new MonthDigests(
        repository,
        new LedgerChanges(expenses.db, "Expenses"),
        new DigestStore(stored.db, "Ledgers", "Expenses"),
      );
      await fc.assert(
        fc.asyncProperty(steps, steps, async (early, late) => {
          ledgers += 1;
          const ledgerId = `ledger-${ledgers}`;
          const read = () => digests.read(ledgerId, MONTHS, { now: new Date(), hasTime: () => true });
          for (const one of early) await take(repository, ledgerId, one);
          await read();
          const catchUp = await lagIndex(expenses, expenses.proxy, "Expenses", index);
          for (const one of late) await take(repository, ledgerId, one);
          await read();
          await catchUp();

          const tallies = new Map<string, DayTally>();
          for await (const page of repository.pages({ listId: ledgerId })) {
            for (const item of page) {
              const tally = tallies.get(item.date) ?? new DayTally();
              tally.add(item);
              tallies.set(item.date, tally);
            }
          }
          const plain = Object.fromEntries([...tallies].map(([day, tally]) => [day, tally.whole()]));
          const found = await read();
          expect(Object.assign({}, ...found.values())).to.deep.equal(plain);
          expect(await read()).to.deep.equal(found);
        }),
        { numRuns: runs(3, 30), endOnFailure: true },
      );
    });
  }
});
