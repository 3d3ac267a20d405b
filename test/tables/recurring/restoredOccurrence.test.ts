import { expect } from "chai";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { restoration } from "../../../domain/expenses/expenseVersions";
import { changed } from "../../../domain/expenses/history";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { PlanReader } from "../../../domain/insights/planReader";
import { calendarText } from "../../../domain/recurring/calendarText";
import { decide } from "../../../domain/recurring/decisions";
import { splitRule } from "../../../domain/recurring/dividedRule";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { postDue } from "../../../domain/recurring/posting";
import { RecurringExpenses } from "../../../domain/recurring/recurringExpenses";
import { withAllRestored, withRestored } from "../../../domain/recurring/restoredOccurrences";
import { shownRule } from "../../../domain/recurring/ruleAnswers";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { changedRule } from "../../../domain/recurring/rules";
import { startExpensesTable } from "../../helpers/expensesTable";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { authorOn, placeOn, ruleOn } from "../../helpers/rules";

const MONTHLY: Recurrence = { every: 1, unit: "months", start: "2026-12-01", day: 1 };
const AUTHOR = authorOn("2026-11-20");
const PLACE = placeOn("2026-11-20");

describe("an expense that was posted early, taken back, and restored from the trash", () => {
  let ledgers: LocalTable;
  let expenses: LocalTable;
  let rules: RuleRepository;
  let stored: ExpenseRepository;
  beforeEach(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    rules = new RuleRepository(ledgers.db, "Ledgers");
    stored = new ExpenseRepository(expenses.db, "Expenses");
    await rules.create(ruleOn(MONTHLY, { id: "RENT" }, "2026-11-10"), "UTC");
  });
  afterEach(() => Promise.all([ledgers?.close(), expenses?.close()]));

  const act = (action: "post" | "skip" | "unpost", day: string) =>
    decide("RENT", { day, action }, PLACE, { rules, expenses: stored });
  /** Posts a day and takes it back. @returns the ID of its expense. */
  async function takeBack(day: string): Promise<string> {
    const { expense } = await act("post", day);
    await act("unpost", day);
    return expense?.expenseId ?? "";
  }
  /** Changes an expense as somebody does by hand. */
  const edit = (id: string, changes: Partial<ExpenseItem>) =>
    stored.change("home", id, (item, now) => changed(item, changes, now, { by: "somebody", via: "api" }));
  const restore = (id: string) => edit(id, restoration);
  const change = (next: (rule: Rule) => Rule) => rules.change("home", "RENT", "UTC", next);
  /** Days of the expenses that are not in the trash, once the job has run. */
  async function datesOn(day: string) {
    const options = postingOn(day, ledgers, expenses);
    while ((await postDue(options)).next !== undefined);
    return dates();
  }
  async function dates() {
    const items = await itemsIn(expenses, "Expenses");
    return items.flatMap(({ date, deletedAt }) => (deletedAt === undefined ? [date] : [])).sort();
  }
  const listed = async () => withAllRestored(await rules.list("home"), expenses.db, "Expenses");
  const shown = async () => {
    const [{ upcoming, decided } = expect.fail("There is no rule.")] = (await listed()).map((rule) =>
      shownRule(rule, AUTHOR.today),
    );
    return { next: upcoming[0], decided };
  };
  const POSTED = { next: "2027-01-01", decided: [{ day: "2026-12-01", state: "posted" }] };

  it("is the one of its day, whichever of them it is", async () => {
    const first = await takeBack("2026-12-01");
    await takeBack("2026-12-01");
    await restore(first);
    expect(await datesOn("2027-01-02")).to.deep.equal(["2026-12-01", "2027-01-01"]);
    expect(await rules.get("home", "RENT")).not.to.have.property("takenBack");
  });

  it("is the one of its month after the rule has moved, whole or from then on", async () => {
    const [december, january] = [await takeBack("2026-12-01"), await takeBack("2027-01-01")];
    const schedule = { ...MONTHLY, day: 15 };
    await change((rule) => splitRule(rule, "2027-01-01", { schedule }, "NEXT", AUTHOR));
    const before = { ...MONTHLY, day: 20, end: "2026-12-31" };
    await change((rule) => changedRule(rule, { schedule: before }, AUTHOR));
    await Promise.all([restore(december), restore(january)]);
    expect(await datesOn("2027-02-20")).to.deep.equal(["2026-12-01", "2027-01-01", "2027-02-15"]);
  });

  it("is the one that is posted, and its day is neither to come nor in the calendar", async () => {
    const id = await takeBack("2026-12-01");
    await takeBack("2026-12-01");
    expect((await shown()).next).to.equal("2026-12-01");
    await restore(id);
    expect(await shown()).to.deep.equal(POSTED);
    const calendar = calendarText(await listed(), { name: "Home", today: AUTHOR.today, amounts: false });
    expect(calendar).to.include("DATE:20270101").and.not.include("DTSTART;VALUE=DATE:20261201");
    const { expense, isStored } = await act("post", "2026-12-01");
    expect([expense?.expenseId, isStored ?? false, await dates()]).to.deep.equal([id, false, ["2026-12-01"]]);
  });

  it("counts once in what is planned", async () => {
    const id = await takeBack("2026-12-01");
    await restore(id);
    const tables = { expenses: "Expenses", ledgers: "Ledgers" };
    // Each table is in a database of its own here.
    const send = (command: { input: object }) =>
      (JSON.stringify(command.input).includes("Ledgers") ? ledgers : expenses).db.send(command as never);
    const both: typeof ledgers.db = Object.assign(Object.create(ledgers.db), { send });
    const [plan] = await new PlanReader(both, tables).read("home", AUTHOR.today);
    expect(plan?.daysIn({ from: "2026-12-01", to: "2027-01-31" })).to.deep.equal(["2027-01-01"]);
    expect(plan?.entered.map(({ day }) => day)).to.deep.equal(["2026-12-01"]);
  });

  it("is not skipped, and can be taken back again", async () => {
    const id = await takeBack("2026-12-01");
    await restore(id);
    const skipped: unknown = await act("skip", "2026-12-01").catch((error: unknown) => error);
    expect(skipped).to.include({ code: "occurrence.notFound" });
    expect(await shown()).to.deep.equal(POSTED);
    await act("unpost", "2026-12-01");
    expect([(await shown()).next, await dates()]).to.deep.equal(["2026-12-01", []]);
    expect(await datesOn("2026-12-02")).to.deep.equal(["2026-12-01"]);
  });

  it("is taken back as often as it is restored", async () => {
    const id = await takeBack("2026-12-01");
    for (let time = 0; time < 3; time += 1) {
      await restore(id);
      await act("unpost", "2026-12-01");
      expect(await dates()).to.deep.equal([]);
    }
  });

  it("is not taken back if somebody has changed it since, however often", async () => {
    const id = await takeBack("2026-12-01");
    await restore(id);
    for (const amount of [1000, 2000]) {
      await edit(id, { amount });
      const refused: unknown = await act("unpost", "2026-12-01").catch((error: unknown) => error);
      expect(refused).to.include({ status: 409, code: "occurrence.changed" });
    }
    expect(await dates()).to.deep.equal(["2026-12-01"]);
  });

  it("counts if the rest of a number of times moves past its day", async () => {
    await change((rule) => changedRule(rule, { schedule: { ...MONTHLY, count: 2 } }, AUTHOR));
    await restore(await takeBack("2026-12-01"));
    const { version } = (await rules.get("home", "RENT")) ?? expect.fail("There is no rule.");
    const quotas = { spend: () => expect.fail("It adds one.") };
    const schedule = { ...MONTHLY, start: "2027-01-15", day: 15, count: 2 };
    const stores = { expenses: stored, quotas };
    await new RecurringExpenses(ledgers.db, "Ledgers").change("RENT", { schedule }, version, PLACE, stores);
    expect(await datesOn("2027-12-31")).to.deep.equal(["2026-12-01", "2027-01-15"]);
  });

  it("is the one that is confirmed if its day waits for that meanwhile", async () => {
    await change((rule) => changedRule(rule, { mode: "propose" }, AUTHOR));
    const id = await takeBack("2026-12-01");
    await datesOn("2026-12-02");
    const waiting = async () => (await listed()).map(({ proposals = [] }) => proposals);
    expect(await waiting()).to.deep.equal([["2026-12-01"]]);
    await restore(id);
    expect(await waiting()).to.deep.equal([[]]);
    const { rule, expense } = await act("post", "2026-12-01");
    expect([rule.proposals, expense?.expenseId, await dates()]).to.deep.equal([
      undefined,
      id,
      ["2026-12-01"],
    ]);
  });

  it("is known for the last twenty of a day, a few at a time", async () => {
    const ids: string[] = [];
    while (ids.length < 25) ids.push(await takeBack("2026-12-01"));
    const rule = (await rules.get("home", "RENT")) ?? expect.fail("There is no rule.");
    expect(rule.takenBack).to.deep.equal({ "2026-12-01": ids.slice(-20) });
    let [asked, most, all] = [0, 0, 0];
    const get = async () => {
      [asked, all] = [asked + 1, all + 1];
      most = Math.max(most, asked);
      await new Promise((resolve) => setImmediate(resolve));
      asked -= 1;
      return undefined;
    };
    expect(await withRestored(rule, () => true, { get })).to.equal(rule);
    expect([most, all]).to.deep.equal([10, 20]);
    await restore(ids[5] ?? "");
    expect((await shown()).decided).to.deep.equal(POSTED.decided);
  });

  it("is asked for only where one was taken back", async () => {
    await act("post", "2026-12-01");
    const unasked = { send: () => expect.fail("It asks.") };
    const all = await rules.list("home");
    expect(await withAllRestored(all, unasked as never, "Expenses")).to.deep.equal(all);
  });

  it("is none while it stays in the trash", async () => {
    await takeBack("2026-12-01");
    expect(await datesOn("2026-12-02")).to.deep.equal(["2026-12-01"]);
  });
});
