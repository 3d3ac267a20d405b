import { expect } from "chai";
import { BudgetHousehold, HOUSEHOLD_MEMBERS } from "../helpers/budgetHousehold";
import { type ExpensesTable, startExpensesTable } from "../helpers/expensesTable";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";
import type { Death } from "../helpers/mortalClient";
import { useQuietLog } from "../helpers/quietLog";
import { runs } from "../helpers/runs";

/** Runs that are killed at least. `npm run test:soak` kills one at each call, several times. */
const RUNS = runs(12, 500);

describe("a run over budgets that dies", function () {
  this.timeout(600_000);
  let expenses: ExpensesTable;
  let ledgers: LocalTable;
  // Whatever dies is logged.
  useQuietLog();
  before(async () => {
    [expenses, ledgers] = await Promise.all([startExpensesTable(), startLedgersTable()]);
  });
  after(async () => {
    await Promise.all([expenses?.close(), ledgers?.close()]);
  });

  const start = () => new BudgetHousehold({ expenses, ledgers }).start();

  /** Every way in which a run that emails alerts can die: before a call takes effect, or before its answer comes. */
  async function everyDeath(): Promise<Death[]> {
    const household = await start();
    let calls = 0;
    for (const amount of [8_500, 1_500]) {
      await household.spend(amount);
      await household.run();
      calls = Math.max(calls, household.calls);
    }
    return Array.from({ length: 2 * calls }, (_, index) => ({
      call: 1 + Math.floor(index / 2),
      when: index % 2 === 0 ? ("before" as const) : ("after" as const),
    }));
  }

  it("misses no alert wherever it dies, and repeats a mail only if SNS took it and that was not recorded", async () => {
    const all = await everyDeath();
    // Otherwise a fixed part of them.
    const deaths = process.env.FULL ? all : all.filter((_, index) => index % Math.ceil(all.length / 6) === 3);
    const rounds = Math.ceil(RUNS / (2 * deaths.length));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, first] of deaths.entries()) {
        // Each round pairs the deaths differently.
        await dieTwice(first, deaths[(index + 7 * round) % deaths.length] ?? first);
      }
    }
  });

  async function dieTwice(first: Death, second: Death): Promise<void> {
    const household = await start();
    const expected: string[] = [];
    for (const [amount, threshold, dies] of [
      [8_500, 80, first],
      [1_500, 100, second],
    ] as const) {
      await household.spend(amount);
      const before = household.mails.length;
      const died = await household.run(dies);
      const taken = household.mails.slice(before);
      const recorded = died ? await household.recorded() : HOUSEHOLD_MEMBERS;
      const isListed = (await household.listed()).some((alert) => alert.budget?.threshold === threshold);
      await household.recover();
      const unrecorded = isListed ? [] : taken.filter((mail) => !recorded.some((id) => mail.endsWith(id)));
      const where = `${dies.when} call ${dies.call}`;
      expect(unrecorded.length, where).to.be.at.most(1);
      expected.push(...HOUSEHOLD_MEMBERS.map((id) => `${threshold} to ${id}`), ...unrecorded);
      expect(household.mails.toSorted(), where).to.deep.equal(expected.toSorted());
      expect(await household.isSettled(), where).to.equal(true);
    }
    expect(new Set(household.alertIds)).to.deep.equal(
      new Set([80, 100].map((percent) => `${household.budgetId}.2026-11-01.2026-11-30.${percent}`)),
    );
    const listed = await household.listed();
    expect(listed.map(({ budget, mailed }) => [budget?.threshold, mailed])).to.deep.equal([
      [100, true],
      [80, true],
    ]);
  }

  it("mails once if two runs overlap", async () => {
    const household = await start();
    await household.spend(20_000);
    await Promise.all([household.run(), household.run()]);
    await household.recover();
    expect(household.mails.toSorted()).to.deep.equal(["100 to anna", "100 to ben"]);
  });

  it("emails an alert that was above a quota once the quota of a user allows it", async () => {
    const household = await start();
    household.mailsPerDay = 1;
    await household.spend(8_500);
    await household.recover();
    expect(household.mails.toSorted()).to.deep.equal(["80 to anna", "80 to ben"]);
    await household.spend(1_500);
    await household.recover();
    household.pass(60);
    await household.recover();
    expect(household.mails, "above the quota").to.have.length(2);
    const [alert] = await household.listed();
    expect([alert?.budget?.threshold, alert?.mailed]).to.deep.equal([100, false]);
    household.now = new Date("2026-11-21T00:01:00.000Z");
    await household.recover();
    await household.recover();
    expect(household.mails.slice(2).toSorted()).to.deep.equal(["100 to anna", "100 to ben"]);
    expect((await household.listed()).map(({ mailed }) => mailed)).to.deep.equal([true, true]);
    expect(await household.isSettled()).to.equal(true);
  });

  it("raises the next alert of a budget while one waits, and emails that one alone", async () => {
    const household = await start();
    household.mailsPerDay = 0;
    for (const amount of [8_500, 1_500]) {
      await household.spend(amount);
      await household.recover();
    }
    const thresholds = (await household.listed()).map(({ budget }) => budget?.threshold);
    expect(thresholds).to.deep.equal([100, 80]);
    expect(household.mails).to.deep.equal([]);
    household.mailsPerDay = 1;
    household.now = new Date("2026-11-21T00:01:00.000Z");
    await household.recover();
    expect(household.mails.toSorted()).to.deep.equal(["100 to anna", "100 to ben"]);
  });

  it("is silent when the budget falls back and is crossed again, and when a past period changes", async () => {
    const household = new BudgetHousehold({ expenses, ledgers });
    const { now } = household;
    household.now = new Date("2026-10-20T08:00:00.000Z");
    await household.start();
    await household.spend(9_000, { date: "2026-10-20" });
    await household.recover();
    expect(household.mails.toSorted(), "October counts").to.deep.equal(["80 to anna", "80 to ben"]);
    household.now = now;
    await household.spend(9_000);
    await household.recover();
    await household.spend(3_000, { kind: "refund" });
    await household.recover();
    await household.spend(3_500);
    await household.spend(50_000, { date: "2026-10-31" });
    await household.recover();
    expect(household.mails.slice(2).toSorted()).to.deep.equal(["80 to anna", "80 to ben"]);
    expect(new Set(household.alertIds.slice(2))).to.deep.equal(
      new Set([`${household.budgetId}.2026-11-01.2026-11-30.80`]),
    );
  });
});
