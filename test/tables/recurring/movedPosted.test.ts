import { expect } from "chai";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { storedExpenses } from "../../../domain/expenses/storedExpenses";
import { plannedOf, postedIdsOf } from "../../../domain/insights/plannedCharges";
import { decide } from "../../../domain/recurring/decisions";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { chosenSchedule } from "../../../domain/recurring/occurrenceCounts";
import { postDue } from "../../../domain/recurring/posting";
import { RecurringExpenses } from "../../../domain/recurring/recurringExpenses";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { changedRule } from "../../../domain/recurring/rules";
import { startExpensesTable } from "../../helpers/expensesTable";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { placeOn, ruleOn, UNLIMITED } from "../../helpers/rules";

const FIRST: Recurrence = { every: 1, unit: "months", start: "2026-12-01", day: 1 };
const TODAY = "2026-11-20";
const PLACE = placeOn(TODAY);

describe("an expense that was posted early before its rule moved", () => {
  let ledgers: LocalTable;
  let expenses: LocalTable;
  let rules: RuleRepository;
  let stored: ExpenseRepository;
  beforeEach(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    rules = new RuleRepository(ledgers.db, "Ledgers");
    stored = new ExpenseRepository(expenses.db, "Expenses");
    await rules.create(ruleOn(FIRST, { id: "RENT" }, TODAY), "UTC");
  });
  afterEach(() => Promise.all([ledgers?.close(), expenses?.close()]));

  const act = (action: "post" | "unpost", day: string, id = "RENT") =>
    decide(id, { day, action }, PLACE, { rules, expenses: stored });
  async function move(day: number, from?: string, id: string | undefined = "RENT") {
    const { version } = await rules.requireStored("home", id, "UTC");
    const changes = { schedule: { ...FIRST, day }, ...(from !== undefined && { from }) };
    const stores = { expenses: stored, quotas: UNLIMITED };
    return new RecurringExpenses(ledgers.db, "Ledgers").change(id, changes, version, PLACE, stores);
  }
  const other = async () => (await rules.list("home")).find(({ id }) => id !== "RENT")?.id;
  async function datesOn(day: string) {
    const options = postingOn(day, ledgers, expenses);
    while ((await postDue(options)).next !== undefined);
    const items = await itemsIn(expenses, "Expenses");
    return items.flatMap(({ date, deletedAt }) => (deletedAt === undefined ? [date] : [])).sort();
  }

  it("is taken back on its other day, and comes there", async () => {
    const { expense } = await act("post", "2026-12-01");
    await move(15);
    expect((await act("post", "2026-12-15")).expense?.expenseId).to.equal(expense?.expenseId);
    await act("unpost", "2026-12-15");
    expect(await datesOn("2026-12-14")).to.deep.equal([]);
    expect(await datesOn("2027-01-20")).to.deep.equal(["2026-12-15", "2027-01-15"]);
  });

  it("is so after the rule moved again, and back, where another one comes", async () => {
    await act("post", "2026-12-01");
    for (const day of [15, 20]) await move(day);
    await act("unpost", "2026-12-20");
    await move(1);
    expect(await datesOn("2027-01-10")).to.deep.equal(["2026-12-01", "2027-01-01"]);
  });

  it("counts in another rhythm, also if the request died before its rule knew of it", async () => {
    const unknown = {
      require: rules.require.bind(rules),
      replace: rules.replace.bind(rules),
      change: () => Promise.reject(new Error("Killed.")),
    };
    const dying = { rules: { ...unknown, changeDeleted: unknown.change }, expenses: stored };
    const killed: unknown = await decide("RENT", { day: "2026-12-01", action: "post" }, PLACE, dying).catch(
      (error: unknown) => error,
    );
    expect(killed).to.include({ message: "Killed." });
    const weekly: Recurrence = { every: 1, unit: "weeks", start: "2027-01-15", count: 2 };
    const stores = { expenses: stored, quotas: UNLIMITED };
    const { version } = await rules.requireStored("home", "RENT", "UTC");
    const all = new RecurringExpenses(ledgers.db, "Ledgers");
    await all.change("RENT", { schedule: weekly }, version, PLACE, stores);
    expect(await datesOn("2027-03-01")).to.deep.equal(["2026-12-01", "2027-01-15"]);
  });

  it("is so where another rule goes on, and when that moves back", async () => {
    await act("post", "2027-01-01");
    await move(15, "2027-01-01");
    await act("unpost", "2027-01-15", await other());
    await move(1, undefined, await other());
    expect(await datesOn("2027-01-20")).to.deep.equal(["2026-12-01", "2027-01-01"]);
  });

  it("is so where the rule that goes on is due on its former day again", async () => {
    await act("post", "2027-02-01");
    await move(15);
    await act("unpost", "2027-02-15");
    await move(1, "2027-01-15");
    expect(await datesOn("2027-02-20")).to.deep.equal(["2026-12-15", "2027-01-01", "2027-02-01"]);
  });

  it("is so if it moved while it was stored", async () => {
    const moving = {
      get: stored.get.bind(stored),
      change: stored.change.bind(stored),
      createOnce: async (item: Parameters<ExpenseRepository["createOnce"]>[0]) => {
        await move(15);
        return stored.createOnce(item);
      },
    };
    await decide("RENT", { day: "2026-12-01", action: "post" }, PLACE, { rules, expenses: moving });
    await act("unpost", "2026-12-15");
    expect(await datesOn("2026-12-20")).to.deep.equal(["2026-12-15"]);
  });

  /** Takes an early expense back, while somebody else does something after it went to the trash. */
  async function takeBackWhile(day: string, meanwhile: () => Promise<unknown>) {
    const change: ExpenseRepository["change"] = async (...all) => {
      const deleted = await stored.change(...all);
      await meanwhile();
      return deleted;
    };
    const moving = { get: stored.get.bind(stored), createOnce: stored.createOnce.bind(stored), change };
    await decide("RENT", { day, action: "unpost" }, PLACE, { rules, expenses: moving });
  }

  it("is taken back if it moved while its expense went to the trash", async () => {
    await act("post", "2026-12-01");
    await takeBackWhile("2026-12-01", () => move(15));
    expect(await datesOn("2026-12-20")).to.deep.equal(["2026-12-15"]);
  });

  it("does not count in a number of times if it moved past its month meanwhile", async () => {
    const times = (schedule: Recurrence) =>
      rules.change("home", "RENT", "UTC", (rule) => changedRule(rule, { schedule }, PLACE));
    await times({ ...FIRST, count: 2 });
    await act("post", "2026-12-01");
    await takeBackWhile("2026-12-01", () => times({ ...FIRST, start: "2027-01-15", day: 15, count: 2 }));
    expect(chosenSchedule(await rules.require("home", "RENT", "UTC")).count).to.equal(2);
    expect(await datesOn("2027-12-31")).to.deep.equal(["2027-01-15", "2027-02-15"]);
  });

  it("is planned as what it is", async () => {
    await act("post", "2026-12-01");
    const moved = await move(15);
    const found = await storedExpenses(expenses.db, "Expenses", postedIdsOf([moved]));
    expect(plannedOf([moved], found, TODAY)[0]?.entered.map(({ day }) => day)).to.deep.equal(["2026-12-01"]);
  });

  it("is planned once if it is that of a day in each of two rhythms", async () => {
    await act("post", "2026-12-01");
    const weekly: Recurrence = { every: 1, unit: "weeks", start: "2026-12-01" };
    await rules.change("home", "RENT", "UTC", (rule) => changedRule(rule, { schedule: weekly }, PLACE));
    const other = { ...weekly, weekdays: [3] };
    const moved = await rules.change("home", "RENT", "UTC", (rule) =>
      changedRule(rule, { schedule: other }, PLACE),
    );
    expect(moved.decided).to.have.all.keys("2026-12-01", "2026-12-02");
    const found = await storedExpenses(expenses.db, "Expenses", postedIdsOf([moved, moved]));
    expect(plannedOf([moved], found, TODAY)[0]?.entered.map(({ day }) => day)).to.deep.equal(["2026-12-01"]);
  });

  it("is not taken back if a former release moved the rule, which says what to do", async () => {
    await act("post", "2026-12-01");
    await move(15);
    const forgotten = ({ postedAs: _ids, ...rule }: Rule): Rule => ({ ...rule, version: rule.version + 1 });
    await rules.change("home", "RENT", "UTC", forgotten);
    const refused: unknown = await act("unpost", "2026-12-15").catch((error: unknown) => error);
    expect(refused).to.include({ status: 404, code: "occurrence.lost" });
  });
});
