import { expect } from "chai";
import type { BudgetList } from "../../domain/budgets/budgetSchemas";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { InsightsAnswer } from "../../domain/insights/insightSchemas";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { mailsTo } from "../helpers/cloud";
import { turnClock } from "../helpers/functionClocks";
import { followLink } from "../helpers/mail";
import { useCloud } from "../helpers/useCloud";

const NOW = Date.parse("2026-05-20T12:00:00Z");

describe("GET /insights", () => {
  const cloud = useCloud();

  const turn = async (toMs: number) => {
    const names = ["getInsights", "listBudgets", "mailLetters", "addRecurring", "changeRecurring"];
    for (const name of [...names, "decideOccurrence"]) await turnClock(cloud(), name, toMs);
  };
  before(() => turn(NOW - Date.now()));
  after(() => turn(0));

  it("tells nothing of a ledger without expenses", async () => {
    const user = await signUpUser(cloud());
    const { status, headers, body } = await user.api<{ months: string[] }>("GET", "/insights");
    expect([status, headers]).to.deep.equal([200, jsonHeaders(cloud())]);
    const { months, ...others } = body;
    expect(others).to.deep.equal({ today: "2026-05-20", currencies: [] });
    expect([months.length, months[0], months.at(-1)]).to.deep.equal([12, "2025-06", "2026-05"]);
  });

  it("foretells each budget as the list of budgets does, and tells of one that will be exceeded", async () => {
    const user = await signUpUser(cloud());
    for (const month of ["01", "02", "03", "04", "05"]) {
      for (const day of ["01", "25"].slice(0, month === "05" ? 1 : 2)) {
        const body = {
          ...{ description: "Market", category: "Food", amount: "50.00", currency: "EUR" },
          date: `2026-${month}-${day}`,
        };
        await user.api("POST", "/expenses", { body });
      }
    }
    const id = newExpenseId(new Date());
    const budget = { name: "Food", categories: ["Food"], amount: "80.00", currency: "EUR", period: "month" };
    await user.api("PUT", `/budgets/${id}`, {
      body: { ...budget, from: "2026-05-01" },
      headers: { "If-Match": '"0"' },
    });
    const { body } = await user.api<InsightsAnswer>("GET", "/insights");
    const [told] = body.currencies;
    const outlook = { total: "100.00", low: "100.00", high: "100.00" };
    expect(told?.budgets).to.deep.equal([
      {
        ...{ id, name: "Food", from: "2026-05-01", to: "2026-05-31", categories: ["Food"] },
        ...{ period: "month", available: "80.00", spent: "50.00" },
        ...outlook,
      },
    ]);
    expect(told?.findings[0]).to.include({
      kind: "budget",
      budget: id,
      amount: "100.00",
      usual: "80.00",
    });
    const expected = async () =>
      (await user.api<BudgetList>("GET", "/budgets")).body.budgets[0]?.current?.expected;
    const { total: amount, ...band } = outlook;
    expect(await expected()).to.deep.equal({ amount, ...band });

    const rule = { description: "Cook", category: "Food", amount: "900.00", currency: "EUR" };
    const schedule = { every: 1, unit: "months", start: "2026-05-28" };
    const added = await user.api<{ id: string }>("POST", "/recurring", { body: { ...rule, schedule } });
    expect(added.status).to.equal(201);
    const [known] = (await user.api<InsightsAnswer>("GET", "/insights")).body.currencies;
    expect(known?.forecast).to.include({ due: "900.00", total: "1000.00" });
    const cooked = { total: "1000.00", low: "1000.00", high: "1000.00" };
    expect(known?.budgets[0]).to.include(cooked);
    expect(await expected()).to.deep.equal({ amount: "1000.00", low: "1000.00", high: "1000.00" });
    await user.api("PATCH", `/recurring/${added.body.id}`, {
      body: { paused: true },
      headers: { "If-Match": '"1"' },
    });
    expect(await expected()).to.deep.equal({ amount, ...band });
  });

  it("expects an occurrence of a rule no more that was posted early, also for another day", async () => {
    const user = await signUpUser(cloud());
    for (const date of ["2026-05-01", "2026-05-20"]) {
      const body = { description: "Market", category: "Food", amount: "50.00", currency: "EUR", date };
      await user.api("POST", "/expenses", { body });
    }
    const rule = { description: "Cook", category: "Food", amount: "900.00", currency: "EUR" };
    const schedule = { every: 1, unit: "months", start: "2026-05-28" };
    const added = await user.api<{ id: string }>("POST", "/recurring", { body: { ...rule, schedule } });
    const forecast = async () =>
      (await user.api<InsightsAnswer>("GET", "/insights")).body.currencies[0]?.forecast;
    const before = await forecast();
    expect(before).to.include({ due: "900.00", spent: "100.00" });
    const early = { day: "2026-05-28", action: "post", changes: { date: "2026-05-20" } };
    const posted = await user.api("POST", `/recurring/${added.body.id}/occurrences`, { body: early });
    expect(posted.status).to.equal(200);
    // The pace, which includes what was posted, is that of the days so far.
    expect(await forecast()).to.include({ due: "0.00", spent: "1000.00" });
  });

  it("are mailed as a letter once a month to those who want it", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    for (const [date, amount] of [
      ["2026-04-01", "30.00"],
      ["2026-04-20", "12.50"],
    ]) {
      const body = { description: "Secret shop", category: "Groceries", currency: "EUR", date, amount };
      await user.api("POST", "/expenses", { body });
    }
    const run = async () => {
      expect((await cloud().lambda.invoke("mailLetters", {})).functionError).to.equal(undefined);
      return (await mailsTo(cloud(), user.email)).slice(1);
    };
    expect(await run()).to.deep.equal([]);
    const { status } = await user.api("PUT", "/account/settings", {
      // There is no model: it is the template's letter nevertheless.
      body: {
        language: "de",
        monthlyLetter: { ledgerId: user.ledgerId },
        phrasedLetters: true,
        phrasedBy: "model",
      },
      headers: { "If-Match": '"0"' },
    });
    expect(status).to.equal(200);
    const [mail] = await run();
    expect([mail?.subject, (await run()).length]).to.deep.equal(["Ihr Monat: 2026-04", 1]);
    const [letter = ""] = mail?.text.split("\n") ?? [];
    expect(letter.replace(/\u00a0/g, " ")).to.match(
      /^Im April 2026 haben Sie 42,50 € ausgegeben\. Am meisten kosteten: Lebensmittel \(42,50 €\)\./,
    );
    expect(mail?.text).to.include(`/#/settings/ledgers/${user.ledgerId}/reports/insights`);
  });

  it("finds what recurs until there is a rule for it, and tells no more of what the user dismissed", async () => {
    const user = await signUpUser(cloud());
    const prices = ["12.99", "12.99", "12.99", "14.99"];
    for (const [index, amount] of prices.entries()) {
      const date = `2026-0${index + 2}-12`;
      await user.api("POST", "/expenses", {
        body: { description: "Netflix", merchant: "NETFLIX.COM", date, amount },
      });
      await user.api("POST", "/expenses", {
        body: { description: "Gym", date, amount: "30.00", category: "Health" },
      });
    }
    const insights = () =>
      user.api<{
        currencies: {
          currency: string;
          findings: { kind: string; name: string; key: string }[];
          series: unknown;
        }[];
      }>("GET", "/insights");
    const told = async () =>
      ((await insights()).body.currencies[0]?.findings ?? []).map(({ kind, name }) => [kind, name]);
    const { body } = await insights();
    const days = { from: "2026-02-12", to: "2026-05-12" };
    const rowsOf = (name: string, amount: string[]) => ({
      ...{ ...days, currency: "USD", kind: ["expense"], name: [name], amount },
    });
    expect(body.currencies[0]?.findings[0]).to.deep.equal({
      ...{ kind: "price", key: "price:NETFLIX:1499", warns: true, name: "NETFLIX.COM", category: "Other" },
      ...{ cadence: "month", amount: "14.99", usual: "12.99", day: "2026-05-12" },
      rows: rowsOf("NETFLIX.COM", ["14.99", "12.99"]),
    });
    expect(body.currencies[0]?.series).to.deep.equal([
      {
        ...{
          name: "Gym",
          category: "Health",
          cadence: "month",
          amount: "30.00",
          varies: false,
          planned: false,
        },
        ...{ yearly: "360.00", count: 4, lastOn: "2026-05-12", nextOn: "2026-06-12" },
        rows: rowsOf("Gym", ["30.00"]),
      },
      {
        ...{
          name: "NETFLIX.COM",
          description: "Netflix",
          category: "Other",
          cadence: "month",
          amount: "14.99",
          varies: false,
          planned: false,
        },
        ...{ yearly: "179.88", count: 4, lastOn: "2026-05-12", nextOn: "2026-06-12" },
        rows: rowsOf("NETFLIX.COM", ["14.99", "12.99"]),
      },
    ]);
    expect(await told()).to.deep.equal([
      ["price", "NETFLIX.COM"],
      ["recurring", "Gym"],
    ]);
    const query = new URLSearchParams({ ...days, currency: "USD", kind: "expense", name: "NETFLIX.COM" });
    for (const amount of ["14.99", "12.99"]) query.append("amount", amount);
    const rows = await user.api<{ expenses: unknown[] }>("GET", `/expenses?${query}`);
    expect(rows.body.expenses).to.have.length(4);

    const schedule = { every: 1, unit: "months", start: "2026-06-12" };
    const rule = { description: "Gym", amount: "30.00", schedule };
    expect((await user.api("POST", "/recurring", { body: rule })).status).to.equal(201);
    expect(await told()).to.deep.equal([["price", "NETFLIX.COM"]]);

    let version = 0;
    const toldAfter = async (dismissal: { until?: string; ledgerId?: string; currency?: string }) => {
      const { status } = await user.api("PUT", "/account/settings", {
        body: { quietInsights: [{ key: "price:NETFLIX:1499", ...dismissal }] },
        headers: { "If-Match": `"${version}"` },
      });
      version += 1;
      expect(status).to.equal(200);
      return told();
    };
    const price = [["price", "NETFLIX.COM"]];
    expect(await toldAfter({ until: "2026-05-21" })).to.deep.equal([]);
    expect(await toldAfter({ until: "2026-05-20" })).to.deep.equal(price);
    expect(await toldAfter({})).to.deep.equal([]);
    const { ledgerId } = user;
    const { currency } = (await insights()).body.currencies[0] ?? expect.fail();
    expect(await toldAfter({ ledgerId, currency })).to.deep.equal([]);
    expect(await toldAfter({ ledgerId: "other", currency })).to.deep.equal(price);
    expect(await toldAfter({ ledgerId, currency: currency === "CHF" ? "SEK" : "CHF" })).to.deep.equal(price);
  });
});
