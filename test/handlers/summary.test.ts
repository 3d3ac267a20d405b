import { expect } from "chai";
import { jsonHeaders, signUpUser } from "../helpers/api";
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
      await user.api("POST", "/expenses", { body: { description: "D", date, amount, currency, category } });
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
            { category: "Home", total: "99.70", count: 1 },
            { category: "Food", total: "0.30", count: 4 },
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

  it("refuses anything but a month", async () => {
    const user = await signUpUser(cloud());
    for (const query of [
      "?month=2026-13",
      "?month=2026",
      "?month=26-01",
      "?month=10000-01",
      "?month=2026-01-01",
    ]) {
      expect(await user.api("GET", `/summary${query}`), query).to.deep.equal({
        status: 400,
        headers: jsonHeaders(cloud()),
        body: problem("month.invalid", { field: "month" }),
      });
    }
  });
});
