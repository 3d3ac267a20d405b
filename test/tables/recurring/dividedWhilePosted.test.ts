import { expect } from "chai";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { decide } from "../../../domain/recurring/decisions";
import type { Recurrence } from "../../../domain/recurring/model";
import { postDue } from "../../../domain/recurring/posting";
import { RecurringExpenses } from "../../../domain/recurring/recurringExpenses";
import { shownRules } from "../../../domain/recurring/ruleAnswers";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { startExpensesTable } from "../../helpers/expensesTable";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { placeOn, ruleOn, UNLIMITED } from "../../helpers/rules";

const FIRST: Recurrence = { every: 1, unit: "months", start: "2026-12-01", day: 1 };
const TODAY = "2026-11-20";

describe("a rule that is divided while one of its expenses is stored", () => {
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

  /** The request that changes a rule from an occurrence on. */
  async function divide(id: string, from: string, changes: { schedule: Recurrence } | { amount: string }) {
    const { version } = await rules.requireStored("home", id, "UTC");
    const recurring = new RecurringExpenses(ledgers.db, "Ledgers");
    const today = id === "LATE" ? "2026-12-02" : TODAY;
    const stores = { expenses: stored, quotas: UNLIMITED };
    await recurring.change(id, { ...changes, from } as never, version, placeOn(today), stores);
  }
  /** The store of expenses, before whose first new one somebody else does something. */
  function storeAfter(act: () => Promise<unknown>) {
    let done: Promise<unknown> | undefined;
    const createOnce: ExpenseRepository["createOnce"] = async (item) => {
      done ??= act();
      await done;
      return stored.createOnce(item);
    };
    return { get: stored.get.bind(stored), change: stored.change.bind(stored), createOnce };
  }
  const post = (day: string, meanwhile: () => Promise<unknown>) =>
    decide("RENT", { day, action: "post" }, placeOn(TODAY), { rules, expenses: storeAfter(meanwhile) });
  async function datesOn(day: string) {
    const options = postingOn(day, ledgers, expenses);
    while ((await postDue(options)).next !== undefined);
    return (await itemsIn(expenses, "Expenses")).map(({ date }) => date).sort();
  }

  it("is due once in the month that was posted early, whatever its other day", async () => {
    const schedule = { ...FIRST, day: 15 };
    await post("2027-01-01", () => divide("RENT", "2027-01-01", { schedule }));
    expect(await datesOn("2027-02-20")).to.deep.equal(["2026-12-01", "2027-01-01", "2027-02-15"]);
  });

  it("is so if the one that goes on was divided as well", async () => {
    await post("2027-02-01", async () => {
      await divide("RENT", "2027-01-01", { schedule: { ...FIRST, day: 15 } });
      const next = (await rules.list("home")).find(({ id }) => id !== "RENT")?.id ?? "";
      await divide(next, "2027-02-15", { schedule: { ...FIRST, day: 20 } });
    });
    expect(await datesOn("2027-03-25")).to.deep.equal([
      ...["2026-12-01", "2027-01-15", "2027-02-01", "2027-03-20"],
    ]);
  });

  it("is due once in each month that the job catches up with", async () => {
    await rules.create(ruleOn({ ...FIRST, start: "2026-10-01" }, { id: "LATE" }, "2026-12-02"), "UTC");
    const schedule = { ...FIRST, start: "2026-10-01", day: 15 };
    const meanwhile = () => divide("LATE", "2026-11-01", { schedule });
    await decide("RENT", { day: "2026-12-01", action: "skip" }, placeOn(TODAY), { rules, expenses: stored });
    await postDue({ ...postingOn("2026-12-02", ledgers, expenses), expenses: storeAfter(meanwhile) });
    expect((await datesOn("2026-12-31")).sort()).to.deep.equal(["2026-10-01", "2026-11-01", "2026-12-01"]);
  });

  it("says that the day was posted early if only the amount is another from then on", async () => {
    await post("2027-01-01", () => divide("RENT", "2027-01-01", { amount: "950.00" }));
    const shown = shownRules(await rules.list("home"), TODAY).rules;
    expect(shown.map(({ decided }) => decided)).to.deep.equal([
      undefined,
      [{ day: "2027-01-01", state: "posted" }],
    ]);
  });

  it("lets the other one be due again if its expense is taken back meanwhile", async () => {
    const act = (action: "post" | "unpost", expensesThen: Parameters<typeof decide>[3]["expenses"]) =>
      decide("RENT", { day: "2027-02-01", action }, placeOn(TODAY), { rules, expenses: expensesThen });
    await act("post", stored);
    const change: ExpenseRepository["change"] = async (...all) => {
      const deleted = await stored.change(...all);
      await divide("RENT", "2027-01-01", { schedule: { ...FIRST, day: 15 } });
      return deleted;
    };
    await act("unpost", { get: stored.get.bind(stored), createOnce: stored.createOnce.bind(stored), change });
    expect(await datesOn("2027-02-20")).to.deep.equal([
      ...["2026-12-01", "2027-01-15", "2027-02-01", "2027-02-15"],
    ]);
    const items = await itemsIn(expenses, "Expenses");
    expect(items.filter(({ deletedAt }) => deletedAt !== undefined).map(({ date }) => date)).to.deep.equal([
      "2027-02-01",
    ]);
  });

  it("may have the expense of another day taken back meanwhile", async () => {
    const act = (action: "post" | "unpost") =>
      decide("RENT", { day: "2027-02-01", action }, placeOn(TODAY), { rules, expenses: stored });
    await act("post");
    const { rule } = await post("2027-01-01", () => act("unpost"));
    expect(rule.decided).to.deep.equal({ "2027-01-01": "posted" });
  });
});
