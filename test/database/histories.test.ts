import { DeleteCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { COLUMNS, toValues } from "../../domain/backup/backupRow";
import { latestChange } from "../../domain/expenses/changesSince";
import { erasedFromTrash } from "../../domain/expenses/erasedExpense";
import { CHANGE_INDEX, expenseIdFor } from "../../domain/expenses/expenseKeys";
import { itemOf } from "../../domain/expenses/expenseRecord";
import { ExpenseRepository } from "../../domain/expenses/expenseRepository";
import { createItem } from "../../domain/expenses/expenseRules";
import { deletion, isExpired, restoration } from "../../domain/expenses/expenseVersions";
import { changed } from "../../domain/expenses/history";
import type { ExpenseItem } from "../../domain/expenses/model";
import { epochSeconds } from "../../domain/values/day";
import { useDatabase } from "../helpers/database";
import { type ExpensesTable, startExpensesTable } from "../helpers/expensesTable";
import { lagIndex } from "../helpers/laggingIndex";
import { runs } from "../helpers/runs";
import { TestClock } from "../helpers/testClock";
import { HistoryJobs } from "./historyJobs";
import { DAY, HOUR, LEDGER, MINUTE, START, type Step, step } from "./historySteps";

/** The author of all changes of expenses here. */
const AUTHOR = { by: LEDGER, via: "page" } as const;

/** `npm run test:soak` asks for the number that is promised. */
const HISTORIES = runs(3, 50);

describe("DynamoDB and MySQL over random histories", function () {
  this.timeout(process.env.FULL ? 600_000 : 300_000);
  const database = useDatabase();
  const clock = new TestClock(START);
  /** The time, which is that of DynamoDB. The clock may differ from it. */
  let time = START;
  let table: ExpensesTable;
  let expenses: ExpenseRepository;
  let jobs: HistoryJobs;

  before(async () => {
    table = await startExpensesTable();
    expenses = new ExpenseRepository(table.db, "Expenses");
    jobs = new HistoryJobs(table, () => database().address);
  });
  after(() => table?.close());
  beforeEach(() => clock.start());
  afterEach(() => clock.stop());

  async function startOver(): Promise<void> {
    time = START;
    clock.now = START;
    await database().select("TRUNCATE expenses; TRUNCATE backup_runs; TRUNCATE backup_segments;");
    for (const { expenseId } of await items()) await remove(expenseId);
  }

  async function items(): Promise<ExpenseItem[]> {
    const found: ExpenseItem[] = [];
    const scan = { TableName: "Expenses", ConsistentRead: true };
    for await (const { Items = [] } of paginateScan({ client: table.db }, scan))
      found.push(...Items.map(itemOf));
    return found;
  }

  const remove = (expenseId: string) =>
    table.db.send(new DeleteCommand({ TableName: "Expenses", Key: { expenseId } }));

  async function create(idempotencyKey: string): Promise<ExpenseItem> {
    const defaults = { currency: "USD", timezone: "UTC", thresholds: {} };
    const creation = { userId: LEDGER, ledgerId: LEDGER, now: new Date(), idempotencyKey };
    const { item } = await expenses.create(
      createItem({ description: "Desk", amount: 1 }, creation, defaults),
    );
    return item;
  }

  const now = () => new Date();

  /**
   * Compares expenses that are not past their time in the trash; those that a fast clock wrote come when their time has
   * come.
   */
  async function requireEqual(): Promise<void> {
    const all = await items();
    const early = new Set(
      all.filter((item) => item.updatedAt > latestChange(now())).map((item) => item.expenseId),
    );
    const live = all.filter((item) => !isExpired(item, now()) && !early.has(item.expenseId));
    const expected = live.map((item) => toValues(item)).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    const found = await database().select(
      `SELECT ${COLUMNS.join(", ")} FROM expenses WHERE expires_at IS NULL OR expires_at > ?`,
      [epochSeconds(now())],
    );
    const due = found.filter((row) => !early.has(String(row.expense_id)));
    expect(
      due
        .map((row) => COLUMNS.map((column) => row[column]))
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ).to.deep.equal(expected);
  }

  /** Changes an expense as the API does, which also writes its history. */
  function changeStored(
    id: string,
    decide: (item: ExpenseItem, at: Date) => Partial<ExpenseItem> | undefined,
  ) {
    return expenses.change(LEDGER, id, (item, at) => {
      const changes = decide(item, at);
      return changes && changed(item, changes, at, AUTHOR);
    });
  }

  async function take(one: Step): Promise<void> {
    const id = "key" in one ? expenseIdFor(LEDGER, one.key) : "";
    const change = (decide: (item: ExpenseItem, at: Date) => Partial<ExpenseItem> | undefined) =>
      changeStored(id, decide);
    if (one.kind === "move") {
      time += one.by;
      clock.now += one.by;
    } else if (one.kind === "turn") {
      clock.now = time + one.to;
      // Only a run meanwhile can tell that the clock went back; the verification finds what no run can tell.
      await take({ kind: "backup", full: false });
    } else if (one.kind === "create") await clock.differing(one.skew, () => create(one.key));
    else if (one.kind === "edit") {
      const edit = { description: `Desk ${clock.now}`, parts: undefined, ...one.money };
      await clock.differing(one.skew, () => change((item) => (item.deletedAt ? undefined : edit)));
    } else if (one.kind === "delete") {
      await clock.differing(one.skew, () =>
        change((item, at) => (item.deletedAt ? undefined : deletion(at))),
      );
    } else if (one.kind === "undelete") {
      await clock.differing(one.skew, () => change((item) => (item.deletedAt ? restoration : undefined)));
    } else if (one.kind === "erase") {
      // From the trash, as its user does.
      await clock.differing(one.skew, () =>
        expenses.change(LEDGER, id, (item, at) => (item.deletedAt ? erasedFromTrash(item, at) : undefined)),
      );
    } else if (one.kind === "sweep") {
      // DynamoDB deletes up to days later: later than the clock is behind.
      const past = new Date(time - 3 * DAY);
      const expired = (await items()).filter((item) => item.expenseId === id && isExpired(item, past));
      for (const { expenseId } of expired) await remove(expenseId);
    } else if (one.kind === "lose") {
      await jobs.backUpAll("full");
      await remove(id);
      await jobs.restoreAll(true);
      await jobs.restoreAll(false);
      await requireEqual();
    } else {
      await jobs.backUpAll(one.full ? "full" : "changes");
      await requireEqual();
      expect((await jobs.verifyAll()).examples).to.deep.equal([]);
    }
  }

  it("are equal after each backup, whatever was created, changed, deleted, expired and created again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (history) => {
        await startOver();
        for (const one of history) await take(one);
        await take({ kind: "turn", to: 0 });
        await take({ kind: "move", by: 5 * DAY });
        await take({ kind: "backup", full: false });
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    );
  });

  for (const full of [false, true]) {
    it(`keep an expense that was created again under its key after the trash: ${full ? "full" : "changes"}`, async () => {
      await startOver();
      const first = await create("key");
      await changeStored(first.expenseId, (_, at) => deletion(at));
      await take({ kind: "backup", full: false });
      await take({ kind: "move", by: 29 * DAY });
      await take({ kind: "backup", full: false });
      await take({ kind: "move", by: DAY });
      await remove(first.expenseId);
      const again = await create("key");
      expect(again.expenseId).to.equal(first.expenseId);
      await take({ kind: "backup", full });
      clock.now += 2 * DAY;
      await take({ kind: "backup", full });
      expect((await jobs.restoreAll(false)).written).to.equal(0);
    });
  }

  it("are equal again once the index of changes has caught up, an hour later at most", async () => {
    await startOver();
    await create("early");
    clock.now += DAY;
    await jobs.backUpAll("changes");
    const catchUp = await lagIndex(table, table.proxy, "Expenses", CHANGE_INDEX);
    const late = await create("late");
    clock.now += 59 * MINUTE;
    await jobs.backUpAll("changes");
    expect(
      await database().select("SELECT expense_id FROM expenses WHERE expense_id = ?", [late.expenseId]),
    ).to.deep.equal([]);
    await catchUp();
    await jobs.backUpAll("changes");
    await requireEqual();
  });

  it("are equal after the verification where an index was later than any overlap", async () => {
    await startOver();
    const known = await create("known");
    await jobs.backUpAll("changes");
    const catchUp = await lagIndex(table, table.proxy, "Expenses", CHANGE_INDEX);
    await create("late");
    await changeStored(known.expenseId, () => ({ description: "Chair" }));
    clock.now += 3 * HOUR;
    await jobs.backUpAll("changes");
    await catchUp();
    clock.now += 3 * HOUR;
    await jobs.backUpAll("changes");
    const found = await jobs.verifyAll();
    expect(found).to.include({ differences: 2, repaired: 2 });
    await requireEqual();
    expect(await jobs.verifyAll()).to.include({ differences: 0, repaired: 0 });
  });

  it("are equal after the verification where a clock went back by hours and no run noticed", async () => {
    await startOver();
    clock.now += 3 * HOUR;
    await jobs.backUpAll("changes");
    clock.now -= 3 * HOUR;
    await create("behind");
    clock.now += DAY;
    await jobs.backUpAll("changes");
    expect(await jobs.verifyAll()).to.include({ differences: 1, repaired: 1 });
    await requireEqual();
  });

  it("are equal after a full run that was asked for while the watermark was in the future", async () => {
    await startOver();
    clock.now += 3 * DAY;
    await jobs.backUpAll("changes");
    clock.now -= 2 * DAY;
    await jobs.backUpAll("full");
    await create("behind");
    clock.now += 2 * DAY;
    await jobs.backUpAll("changes");
    await requireEqual();
  });

  it("are equal after a full run where the watermark was in the future, or older than the trash remembers", async () => {
    await startOver();
    const { expenseId } = await create("key");
    clock.now += 3 * DAY;
    await jobs.backUpAll("changes");
    // The clock was ahead.
    clock.now -= 2 * DAY;
    await create("behind");
    expect((await jobs.backUpAll("changes")).at(-1)?.mode).to.equal("full");
    await requireEqual();
    expect((await jobs.backUpAll("changes")).at(-1)?.mode).to.equal("changes");

    await changeStored(expenseId, (_, at) => deletion(at));
    clock.now += 31 * DAY;
    await remove(expenseId);
    expect((await jobs.backUpAll("changes")).at(-1)?.mode).to.equal("full");
    await requireEqual();
  });
});
