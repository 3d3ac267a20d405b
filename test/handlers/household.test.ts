import { expect } from "chai";
import type { Budget, BudgetList, BudgetPeriodList } from "../../domain/budgets/budgetSchemas";
import type { ExpensePage } from "../../domain/expenses/expense";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { Summary } from "../../domain/expenses/summary";
import type { InsightsAnswer } from "../../domain/insights/insightSchemas";
import { signUpUser, type TestUser } from "../helpers/api";
import { mailsTo } from "../helpers/cloud";
import { turnClock, turnToNoon } from "../helpers/functionClocks";
import { runFunction } from "../helpers/jobs";
import { followLink } from "../helpers/mail";
import { useCloud } from "../helpers/useCloud";

/** The functions that look at the day. */
const DATED = [
  ...["logExpense", "addRecurring", "postRecurring", "saveBudget"],
  ...["evaluateBudgets", "getInsights", "listBudgets", "listBudgetPeriods"],
];

describe("a household", () => {
  const cloud = useCloud();
  let user: TestUser;

  after(async () => {
    for (const name of DATED) await turnClock(cloud(), name, 0);
  });

  const turn = async (day: string, ...names: string[]) => {
    for (const name of names) await turnToNoon(cloud(), name, day);
  };
  /** Runs a job on a day, twice: as deliveries are. */
  const runOn = async (day: string, name: string) => {
    await turn(day, name);
    for (let time = 0; time < 2; time += 1) {
      expect((await runFunction(cloud(), name)).error, `${name} on ${day}`).to.equal(undefined);
    }
  };
  const buy = async (date: string, amount: string) => {
    const body = { description: "Market", category: "Groceries", currency: "EUR", amount, date };
    expect((await user.api("POST", "/expenses", { body })).status).to.equal(201);
  };
  const buyOn = async (today: string, amount: string) => {
    await turn(today, "logExpense");
    await buy(today, amount);
  };
  const mails = async () =>
    (await mailsTo(cloud(), user.email)).slice(1).map(({ subject, text }) => [subject, text.split("\n")[0]]);
  const rents = async () =>
    (await user.api<ExpensePage>("GET", "/expenses?q=rent")).body.expenses.map(({ date }) => date).sort();

  it("sees on the 20th that groceries will run over, is warned once at 80 and 100 %, and its rent enters itself", async () => {
    user = await signUpUser(cloud());
    await user.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    const earlier = ["2025-12", "2026-01", "2026-02"].flatMap((month) =>
      ["01", "10", "17", "24"].map((day) => buy(`${month}-${day}`, "100")),
    );
    await Promise.all([...earlier, ...["04", "11", "18"].map((day) => buy(`2026-03-${day}`, "100"))]);
    await turn("2026-01-01", "addRecurring", "saveBudget");
    const rent = {
      ...{ description: "Rent", category: "Home", currency: "EUR", amount: "300" },
      schedule: { every: 1, unit: "months", start: "2026-01-31", day: "last" },
    };
    expect((await user.api("POST", "/recurring", { body: rent })).status).to.equal(201);
    const groceries = { name: "Groceries", categories: ["Groceries"], amount: "380", currency: "EUR" };
    const saved = await user.api<Budget>("PUT", `/budgets/${newExpenseId(new Date())}`, {
      body: { ...groceries, period: "month" },
      headers: { "If-Match": '"0"' },
    });
    expect(saved.body.from).to.equal("2026-01-01");

    await runOn("2026-01-30", "postRecurring");
    expect(await rents()).to.deep.equal([]);
    await runOn("2026-01-31", "postRecurring");
    await runOn("2026-02-28", "postRecurring");
    expect(await rents()).to.deep.equal(["2026-01-31", "2026-02-28"]);

    await turn("2026-03-20", "listBudgets", "getInsights");
    const [budget] = (await user.api<BudgetList>("GET", "/budgets")).body.budgets;
    expect(budget?.current?.spent).to.equal("300.00");
    expect(Number(budget?.current?.expected?.amount)).to.be.above(380);
    const { currencies } = (await user.api<InsightsAnswer>("GET", "/insights")).body;
    expect(currencies[0]?.findings.find(({ kind }) => kind === "budget")).to.deep.include({
      name: "Groceries",
      budget: saved.body.id,
      usual: "380.00",
      amount: budget?.current?.expected?.amount,
    });
    await runOn("2026-03-20", "evaluateBudgets");
    expect(await mails()).to.deep.equal([]);

    const early = ["Budget Alert: 80 %", "80 % of a budget is spent."];
    await buyOn("2026-03-23", "20");
    await runOn("2026-03-23", "evaluateBudgets");
    expect(await mails()).to.deep.equal([early]);
    await buyOn("2026-03-27", "60");
    await runOn("2026-03-27", "evaluateBudgets");
    const late = ["Budget Alert: 100 %", "A budget is used up."];
    expect(await mails()).to.deep.equal([early, late]);

    await runOn("2026-03-31", "postRecurring");
    await buyOn("2026-03-31", "5");
    await runOn("2026-03-31", "evaluateBudgets");
    expect(await rents()).to.deep.equal(["2026-01-31", "2026-02-28", "2026-03-31"]);
    expect(await mails()).to.deep.equal([early, late]);

    const totals = async (month: string) =>
      (await user.api<Summary>("GET", `/summary?month=${month}`)).body.currencies.map(({ total }) => total);
    expect(await Promise.all(["2026-01", "2026-02", "2026-03"].map(totals))).to.deep.equal([
      ["700.00"],
      ["700.00"],
      ["685.00"],
    ]);
    await turn("2026-03-31", "listBudgetPeriods");
    const { periods } = (await user.api<BudgetPeriodList>("GET", `/budgets/${saved.body.id}/periods`)).body;
    expect(periods.map(({ from, spent }) => [from, spent])).to.deep.equal([
      ["2026-03-01", "385.00"],
      ["2026-02-01", "400.00"],
      ["2026-01-01", "400.00"],
    ]);
  });
});
