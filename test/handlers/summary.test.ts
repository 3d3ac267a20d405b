import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { Summary } from "../../domain/expenses/summary";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { turnClock } from "../helpers/functionClocks";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

describe("GET /summary", () => {
  const cloud = useCloud();

  it("has no currencies in a month without expenses, next to one without", async () => {
    const user = await signUpUser(cloud());
    expect(await user.api("GET", "/summary?month=2026-01")).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { month: "2026-01", previousMonth: "2025-12", currencies: [] },
    });
  });

  it("sums per currency, category, day and person, and compares with the month before", async () => {
    const user = await signUpUser(cloud());
    const rows: [string, string, string, string][] = [
      ["2026-01-01", "0.10", "USD", "Food"],
      ["2026-01-01", "0.20", "USD", "Food"],
      ["2026-01-31", "99.70", "USD", "Home"],
      ["2026-01-15", "1200", "JPY", "Food"],
      ["2025-12-31", "50.00", "USD", "Food"],
      ["2025-12-01", "1.234", "KWD", "Food"],
      ["2026-02-01", "7.00", "USD", "Food"],
      ["2025-11-30", "8.00", "USD", "Food"],
    ];
    for (const [date, amount, currency, category] of rows) {
      const parts = category === "Home" && [
        { category, amount: "99.00" },
        { category: "Food", amount: "0.70" },
      ];
      const body = { description: "D", date, amount, currency, category, ...(parts && { parts }) };
      await user.api("POST", "/expenses", { body });
    }
    for (const [kind, amount] of [
      ["refund", "0.05"],
      ["income", "300"],
      ["expense", "0.05"],
    ]) {
      const body = { description: "D", date: "2026-01-01", amount, currency: "USD", category: "Food", kind };
      await user.api("POST", "/expenses", { body });
    }
    const deleted = await user.api<{ expenseId: string }>("POST", "/expenses", {
      body: { description: "D", date: "2026-01-02", amount: 1000 },
    });
    await user.api("DELETE", `/expenses/${deleted.body.expenseId}`);
    const { body } = await user.api("GET", "/summary?month=2026-01");
    expect(body).to.deep.equal({
      month: "2026-01",
      previousMonth: "2025-12",
      currencies: [
        {
          currency: "USD",
          total: "100.00",
          count: 5,
          refunded: { total: "0.05", count: 1 },
          income: { total: "300.00", count: 1 },
          left: "200.00",
          byCategory: [
            { category: "Home", total: "99.00", count: 1 },
            { category: "Food", total: "1.00", count: 5 },
          ],
          byDay: [
            { date: "2026-01-01", total: "0.30", count: 4 },
            { date: "2026-01-31", total: "99.70", count: 1 },
          ],
          byPerson: [{ createdBy: user.ledgerId, total: "100.00", count: 5 }],
          previousMonth: { total: "50.00", count: 1 },
        },
        {
          currency: "JPY",
          total: "1200",
          count: 1,
          byCategory: [{ category: "Food", total: "1200", count: 1 }],
          byDay: [{ date: "2026-01-15", total: "1200", count: 1 }],
          byPerson: [{ createdBy: user.ledgerId, total: "1200", count: 1 }],
          previousMonth: { total: "0", count: 0 },
        },
        {
          currency: "KWD",
          total: "0.000",
          count: 0,
          byCategory: [],
          byDay: [],
          byPerson: [],
          previousMonth: { total: "1.234", count: 1 },
        },
      ],
    });
  });

  it("sums days, follows what changes, and keeps the sums of months", async () => {
    const user = await signUpUser(cloud());
    const log = async (date: string, amount: string) => {
      const body = { description: "D", date, amount, currency: "USD", category: "Food", merchant: "Maple" };
      return (await user.api<Expense>("POST", "/expenses", { body })).body;
    };
    const [first, second] = [await log("2026-01-31", "1.00"), await log("2026-02-01", "2.00")];
    await log("2026-03-01", "4.00");
    const sums = async (query: string) => {
      const { body } = await user.api<Summary>("GET", `/summary?${query}`);
      return body.currencies.map(({ total, count }) => [total, count]);
    };
    expect((await user.api("GET", "/summary?from=2026-01-31&to=2026-02-28")).body).to.deep.equal({
      from: "2026-01-31",
      to: "2026-02-28",
      currencies: [
        {
          currency: "USD",
          total: "3.00",
          count: 2,
          byCategory: [{ category: "Food", total: "3.00", count: 2 }],
          byDay: [
            { date: "2026-01-31", total: "1.00", count: 1 },
            { date: "2026-02-01", total: "2.00", count: 1 },
          ],
          byPerson: [{ createdBy: user.ledgerId, total: "3.00", count: 2 }],
        },
      ],
    });
    await user.api("PATCH", `/expenses/${first.expenseId}`, {
      body: { date: "2026-03-02", amount: "8.00" },
      headers: { "If-Match": '"1"' },
    });
    await user.api("DELETE", `/expenses/${second.expenseId}`);
    expect(await sums("from=2026-01-01&to=2026-02-28")).to.deep.equal([]);
    expect(await sums("month=2026-03")).to.deep.equal([["12.00", 2]]);
    await user.api("POST", `/expenses/${second.expenseId}/restore`);
    expect(await sums("from=2026-02-01&to=2026-03-01")).to.deep.equal([["6.00", 2]]);
    const kept = (await itemsOf(cloud(), "Ledgers", user.ledgerId)).map(({ sk }) => String(sk));
    expect(kept.filter((sk) => sk.startsWith("month#"))).to.have.members([
      "month#2026-01#0",
      "month#2026-02#0",
      "month#2026-03#0",
    ]);

    // The clock of the functions that read: these months are the last ones.
    await turnClock(cloud(), "getTrends", Date.parse("2026-03-01T12:00:00Z") - Date.now());
    const { body } = await user.api("GET", "/trends?months=2");
    await turnClock(cloud(), "getTrends", 0);
    const months = [
      { month: "2026-02", total: "2.00", count: 1, toDay: "2.00" },
      { month: "2026-03", total: "12.00", count: 2, toDay: "4.00" },
    ];
    const all = { total: "14.00", count: 3, months };
    expect(body).to.deep.equal({
      months: ["2026-02", "2026-03"],
      day: 1,
      currencies: [
        {
          currency: "USD",
          months,
          categories: [{ category: "Food", ...all }],
          tags: [],
          merchants: [{ merchant: "Maple", ...all }],
          people: [{ createdBy: user.ledgerId, ...all }],
        },
      ],
    });
  });

  it("tells what is spent again and again, to those of the ledger only", async () => {
    const user = await signUpUser(cloud());
    await turnClock(cloud(), "getSuggestions", Date.parse("2026-03-05T12:00:00Z") - Date.now());
    expect(await user.api("GET", "/suggestions")).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { habits: [], categories: [], tags: [] },
    });
    const rent = {
      description: "Rent",
      amount: "900",
      currency: "EUR",
      category: "Home",
      merchant: "Landlord",
      tags: ["flat"],
    };
    for (const date of ["2019-01-01", "2026-02-01"]) {
      await user.api("POST", "/expenses", { body: { ...rent, date } });
    }
    const { body: tea } = await user.api<Expense>("POST", "/expenses", {
      body: { description: "Tea", amount: "2", date: "2026-03-01" },
    });
    const told = async () => (await user.api("GET", "/suggestions")).body;
    const habits = [
      {
        ...{ description: "Rent", category: "Home", merchant: "Landlord", amount: "900.00", currency: "EUR" },
        ...{ count: 2, lastOn: "2026-02-01" },
      },
    ];
    const once = { description: "Tea", category: "Other", count: 1, lastOn: "2026-03-01" };
    expect(await told()).to.deep.equal({
      habits: [once, ...habits],
      categories: ["Other", "Home"],
      tags: ["flat"],
    });
    await user.api("DELETE", `/expenses/${tea.expenseId}`);
    expect(await told()).to.deep.equal({ habits, categories: ["Home"], tags: ["flat"] });
    const stranger = await signUpUser(cloud());
    expect((await stranger.api("GET", "/suggestions")).body).to.deep.equal({
      habits: [],
      categories: [],
      tags: [],
    });
    await turnClock(cloud(), "getSuggestions", 0);
  });

  it("refuses anything but a month or days", async () => {
    const user = await signUpUser(cloud());
    for (const [query, code, details] of [
      ["/summary?month=2026-13", "month.invalid", { field: "month" }],
      ["/summary?month=10000-01", "month.invalid", { field: "month" }],
      ["/summary?month=2026-01-01", "month.invalid", { field: "month" }],
      ["/summary?from=2026-02-30&to=2026-03-01", "date.invalid", { field: "from", values: { year: "1900" } }],
      ["/summary?from=2026-02-01", "period.invalid", { values: { max: 366 } }],
      ["/trends?months=25", "months.invalid", { field: "months", values: { max: 24 } }],
      ["/trends?months=x", "months.invalid", { field: "months", values: { max: 24 } }],
    ] as const) {
      expect(await user.api("GET", query), query).to.deep.equal({
        status: 400,
        headers: jsonHeaders(cloud()),
        body: problem(code, details),
      });
    }
  });
});
