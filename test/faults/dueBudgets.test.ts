import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { CLAIM_MS, dueFrom, withAlerts } from "../../domain/budgets/alerting";
import { withoutBudget } from "../../domain/budgets/budgetBook";
import type { BudgetRunOptions } from "../../domain/budgets/budgetRun";
import { ApiError } from "../../domain/http/apiError";
import { DUE_INDEX } from "../../domain/ledgers/ledgerKeys";
import { LedgerRepository } from "../../domain/ledgers/ledgerRepository";
import type { ProfileChanges } from "../../domain/ledgers/memberRules";
import { daysIn } from "../../domain/values/dayArithmetic";
import { BudgetHousehold } from "../helpers/budgetHousehold";
import { type ExpensesTable, startExpensesTable } from "../helpers/expensesTable";
import { lagIndex } from "../helpers/laggingIndex";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";
import { useQuietLog } from "../helpers/quietLog";

const AT_80 = ["80 to anna", "80 to ben"];

/** Longer than a run looks back for changes that an index showed late. */
const LONG = 180;

describe("the queue of budgets", function () {
  this.timeout(30_000);
  let expenses: ExpensesTable;
  let ledgers: LocalTable;
  // Whatever fails is logged.
  useQuietLog();
  before(async () => {
    [expenses, ledgers] = await Promise.all([startExpensesTable(), startLedgersTable()]);
  });
  after(async () => {
    await Promise.all([expenses?.close(), ledgers?.close()]);
  });
  const household = () => new BudgetHousehold({ expenses, ledgers });

  /** The evaluator of a run that fails for a ledger. */
  const failing = (ledgerId: string, problem: Error) => (options: BudgetRunOptions) => ({
    evaluator: {
      evaluate: (id, book, now, hasTime) =>
        id === ledgerId ? Promise.reject(problem) : options.evaluator.evaluate(id, book, now, hasTime),
    } satisfies BudgetRunOptions["evaluator"],
  });

  /** The changes of a run that sees none. */
  const unchanged = () => ({ source: { changes: async function* () {} } });

  /** Archives, deletes or restores the ledger of a household. */
  async function change(home: BudgetHousehold, changes: ProfileChanges): Promise<void> {
    await new LedgerRepository(ledgers.db, "Ledgers").change(home.id, () => changes, "anna", home.now);
  }

  /** Leaves an alert as a run does that dies before it emails what it marked. */
  async function markOnly(home: BudgetHousehold, mailedTo: string[] = []): Promise<void> {
    const mark = { from: "2026-11-01", to: "2026-11-30", threshold: 80 };
    const id = `${home.budgetId}.${mark.from}.${mark.to}.80`;
    const daysLeft = daysIn({ from: home.now.toISOString().slice(0, 10), to: mark.to });
    const figures = { name: "Food", currency: "USD", spent: 9_000, available: 10_000, daysLeft };
    const alert = { id, at: home.now.toISOString(), ...mark, ...figures, largest: [], mailedTo };
    const claimed = new Date(home.now.getTime() + CLAIM_MS).toISOString();
    await home.store.change(home.id, (book) =>
      dueFrom(withAlerts(book, new Map([[home.budgetId, alert]])), claimed),
    );
  }

  it("has a budget that is written over what was spent long before", async () => {
    const home = household();
    await home.watermarks().write("budgets", home.now.toISOString());
    await home.spend(9_000);
    home.pass(LONG);
    await home.runWith();
    await home.plan();
    expect(await home.runWith()).to.deep.equal({ ledgers: 1, evaluated: 1, postponed: 0 });
    expect(home.mails.toSorted()).to.deep.equal(AT_80);
    expect(await home.runWith()).to.deep.include({ ledgers: 0 });
  });

  it("has a budget that its index shows late, and emails it once, also while that still shows it as due", async () => {
    const home = household();
    await home.watermarks().write("budgets", home.now.toISOString());
    await home.spend(9_000);
    home.pass(LONG);
    await home.runWith();
    const lag = () => lagIndex(ledgers, ledgers.proxy, "Ledgers", DUE_INDEX);
    const show = await lag();
    await home.plan();
    expect(await home.runWith()).to.deep.include({ ledgers: 0 });
    await show();
    const settle = await lag();
    for (const _ of [1, 2]) {
      expect(await home.runWith()).to.deep.include({ ledgers: 1, postponed: 0 });
      expect(home.mails.toSorted()).to.deep.equal(AT_80);
    }
    await settle();
    expect(await home.runWith()).to.deep.include({ ledgers: 0 });
    expect(home.mails).to.have.length(2);
  });

  it("has a budget whose next period begins with expenses that lay ahead", async () => {
    const home = await household().start();
    await home.spend(9_000, { date: "2026-12-01" });
    home.pass(5);
    await home.runWith();
    home.now = new Date("2026-11-30T23:59:00.000Z");
    await home.runWith();
    expect(home.mails).to.deep.equal([]);
    home.now = new Date("2026-12-01T00:00:00.000Z");
    await home.runWith();
    expect(home.mails.toSorted()).to.deep.equal(AT_80);
  });

  it("has a ledger that failed, while the others are evaluated", async () => {
    const [home, other] = [await household().start(), await household().start()];
    home.include(other);
    await home.spend(9_000);
    await other.spend(10_000);
    home.pass(1);
    const failed = await home.runWith(failing(home.id, new Error("No."))).catch(String);
    expect(failed).to.include("of 1 ledgers could not be evaluated");
    expect(home.mails.toSorted()).to.deep.equal(["100 to anna", "100 to ben"]);
    expect(await home.runWith(unchanged)).to.deep.equal({ ledgers: 1, evaluated: 1, postponed: 0 });
    expect(home.mails.slice(2).toSorted()).to.deep.equal(AT_80);
  });

  it("has a ledger that there was no time for, which is no failure", async () => {
    const unfinished = new ApiError("sums.unfinished", { retryAfter: 1 });
    for (const late of ["before", "while"]) {
      const home = await household().start();
      await home.spend(9_000);
      const noTime = late === "before" ? () => ({ hasTime: () => false }) : failing(home.id, unfinished);
      expect(await home.runWith(noTime)).to.deep.equal({ ledgers: 1, evaluated: 0, postponed: 1 });
      expect(await home.runWith(unchanged)).to.deep.equal({ ledgers: 1, evaluated: 1, postponed: 0 });
      expect(home.mails.toSorted()).to.deep.equal(AT_80);
    }
  });

  it("has every budget for the first run, and when the known changes are incomplete", async () => {
    for (const watermark of [undefined, "2026-10-01T00:00:00.000Z", "2026-11-21T00:00:00.000Z"]) {
      const home = await household().start();
      await home.spend(9_000);
      home.pass(LONG);
      const Key = { ledgerId: "system", sk: "watermark#budgets" };
      if (watermark) await home.watermarks().write("budgets", watermark);
      else await ledgers.db.send(new DeleteCommand({ TableName: "Ledgers", Key }));
      expect(await home.runWith()).to.deep.include({ evaluated: 1 });
      expect(home.mails.toSorted()).to.deep.equal(AT_80);
      expect(await home.runWith()).to.deep.include({ ledgers: 0 });
    }
  });

  it("reads a change once at first, and once when indexes are certain to show it", async () => {
    const home = await household().start();
    home.pass(30);
    await home.runWith();
    await home.spend(1_000);
    const evaluated: number[] = [];
    for (let minutes = 0; minutes <= 90; minutes += 5) {
      evaluated.push((await home.runWith()).evaluated);
      home.pass(5);
    }
    // For as long as writers' clocks may be behind, and after the hour that an index may take.
    const times = evaluated.flatMap((count, index) => (count > 0 ? [5 * index] : []));
    expect(times).to.deep.equal([0, 5, 10, 15, 75]);
  });

  it("misses no change that an index shows an hour late", async () => {
    const home = await household().start();
    await home.runWith();
    await home.spend(9_000);
    const spentAt = home.now.getTime();
    const isShown = () => home.now.getTime() - spentAt >= 59 * 60_000;
    for (let minutes = 0; minutes <= 90; minutes += 5) {
      await home.runWith(({ source }) => ({
        source: {
          changes: async function* (from, until) {
            for await (const page of source.changes(from, until)) yield isShown() ? page : [];
          },
        },
      }));
      home.pass(5);
    }
    expect(home.mails.toSorted()).to.deep.equal(AT_80);
  });

  it("emails what waits of a ledger that is archived, with the days that are left, and goes on when it is active", async () => {
    const home = await household().start();
    await home.spend(9_000);
    await markOnly(home);
    await change(home, { archivedAt: home.now.toISOString() });
    home.now = new Date("2026-11-22T08:00:00.000Z");
    await home.runWith();
    expect(home.mails.toSorted()).to.deep.equal(AT_80);
    expect(home.texts.every((text) => text.includes("9 days are left"))).to.equal(true);
    expect(await home.isSettled()).to.equal(true);
    await change(home, { archivedAt: undefined });
    await home.spend(1_000);
    await home.runWith();
    expect(home.mails.slice(2).toSorted()).to.deep.equal(["100 to anna", "100 to ben"]);
  });

  it("has the budgets of a ledger that is active again, although nothing is written to it", async () => {
    for (const state of ["archivedAt", "erasesAt"] as const) {
      const home = await household().start();
      await home.spend(9_000);
      await change(home, { [state]: home.now.toISOString() });
      home.pass(LONG);
      await home.recover();
      expect(home.mails, state).to.deep.equal([]);
      await change(home, { [state]: undefined });
      await home.runWith(unchanged);
      expect(home.mails.toSorted(), state).to.deep.equal(AT_80);
      expect(await home.isSettled()).to.equal(true);
    }
  });

  it("emails nothing of an account that is closed, neither what waits nor what is due", async () => {
    const [waiting, due] = [await household().start(), await household().start()];
    for (const home of [waiting, due]) await home.spend(9_000);
    await markOnly(waiting);
    for (const home of [waiting, due]) {
      const Item = { ledgerId: home.id, sk: "user", closed: home.now.toISOString() };
      await ledgers.db.send(new PutCommand({ TableName: "Ledgers", Item }));
      home.pass(60);
      await home.runWith();
      expect(home.mails).to.deep.equal([]);
    }
    expect((await due.store.read(due.id)).budgets[due.budgetId]).not.to.have.property("pending");
  });

  it("emails after a period what was marked on its last day, as an alert of that day and of a period that has ended", async () => {
    const home = await household().start();
    home.now = new Date("2026-11-30T23:55:00.000Z");
    await home.spend(9_000);
    await markOnly(home);
    home.now = new Date("2026-12-01T00:05:00.000Z");
    await home.runWith();
    expect(home.mails.toSorted()).to.deep.equal(AT_80);
    expect(home.texts.filter((text) => text.includes("\nThis period has ended.\n"))).to.have.length(2);
    expect((await home.listed()).map(({ date }) => date)).to.deep.equal(["2026-11-30"]);
    await home.recover();
    expect(home.mails).to.have.length(2);
  });

  /** Deletes the budget of a household. */
  const remove = (home: BudgetHousehold) => {
    const change = { id: home.budgetId, version: 1, by: "anna", now: home.now, today: "2026-11-20" };
    return home.store.change(home.id, (book) => withoutBudget(book, change));
  };

  const late = () => ({ hasTime: () => false });

  it("emails what was marked when a budget was deleted once it is restored, but not to whom it was emailed", async () => {
    for (const mailedTo of [[], ["anna"]]) {
      const home = await household().start();
      await home.spend(9_000);
      await markOnly(home, mailedTo);
      await remove(home);
      await home.recover();
      expect(home.mails, "deleted").to.deep.equal([]);
      await home.runWith(late);
      expect(await home.runWith(unchanged), "not held up").to.deep.include({ ledgers: 1 });
      await home.plan(2);
      await home.recover();
      await home.recover();
      expect(home.mails.toSorted()).to.deep.equal(AT_80.slice(mailedTo.length));
      expect(await home.isSettled()).to.equal(true);
    }
  });

  it("emails nothing of a period that ended before the budget was restored", async () => {
    const home = await household().start();
    await home.spend(9_000);
    await markOnly(home);
    await remove(home);
    home.now = new Date("2026-12-01T08:00:00.000Z");
    await home.plan(2);
    await home.recover();
    expect(home.mails).to.deep.equal([]);
  });

  it("emails a change of many expenses once to each member, for the running period alone", async () => {
    const home = household();
    const { now } = home;
    home.now = new Date("2026-10-20T08:00:00.000Z");
    await home.start();
    home.now = now;
    await home.runWith();
    for (let count = 0; count < 30; count += 1) {
      await home.spend(700, { date: count % 2 === 0 ? "2026-10-31" : "2026-11-01" });
    }
    await home.runWith();
    await home.recover();
    expect(home.mails.toSorted()).to.deep.equal(["100 to anna", "100 to ben"]);
    expect(home.alertIds.every((id) => id === `${home.budgetId}.2026-11-01.2026-11-30.100`)).to.equal(true);
  });
});
