import { expect } from "chai";
import { DayTally, MAX_CHARGES } from "../../../domain/digests/dayTally";
import type { Kind } from "../../../domain/expenses/kinds";
import { historiesOf } from "../../../domain/insights/spendingHistory";

const TODAY = "2026-09-20";

interface Row {
  amount: number;
  kind?: Kind;
  currency?: string;
}

function tallied(rows: readonly Row[]) {
  const tally = new DayTally();
  for (const { amount, kind, currency = "EUR" } of rows) {
    const money = { amount, currency, ...(kind && kind !== "expense" && { kind }) };
    tally.add({ ...money, category: "Food", createdBy: "user", description: "Market" });
  }
  return tally.whole() ?? expect.fail();
}

const historyIn = (days: Record<string, readonly Row[]>) => {
  const sums = Object.fromEntries(Object.entries(days).map(([day, rows]) => [day, tallied(rows)]));
  return historiesOf(new Map([["2026-09", sums]]), [], TODAY, []);
};

describe("a ledger's history", () => {
  const RUNNING: readonly Row[] = [
    { amount: 5000 },
    { amount: 1200, kind: "refund" },
    { amount: 90_000, kind: "income" },
  ];

  it("has what was spent less refunds, without income, on past days and on days ahead", () => {
    const [history] = historyIn({ "2026-09-10": RUNNING, "2026-09-25": RUNNING });
    expect([...(history?.spent ?? [])]).to.deep.equal([["2026-09-10", 3800]]);
    expect([...(history?.ahead ?? [])]).to.deep.equal([["2026-09-25", 3800]]);
    expect([...(history?.categories.get("Food") ?? [])]).to.deep.equal([["2026-09", 3800]]);
    expect(history?.charges.map(({ kind, day }) => [kind, day])).to.deep.equal([
      ["income", "2026-09-10"],
      [undefined, "2026-09-10"],
      ["refund", "2026-09-10"],
    ]);
  });

  it("has the twelve largest expenses of a crowded day one by one, and all of them in its sums", () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({ amount: 100 * (index + 1) }));
    const [history] = historyIn({ "2026-09-10": rows });
    expect(MAX_CHARGES).to.equal(12);
    expect(history?.charges.map(({ amount }) => amount)).to.deep.equal(
      rows
        .map(({ amount }) => amount)
        .reverse()
        .slice(0, 12),
    );
    expect([...(history?.spent.values() ?? [])]).to.deep.equal([21_000]);
  });

  it("is one per currency, that with the most expenses first", () => {
    const dollars = { amount: 100, currency: "USD" };
    const histories = historyIn({ "2026-09-10": [{ amount: 90_000 }, dollars, dollars] });
    expect(histories.map(({ currency, spent }) => [currency, ...spent.values()])).to.deep.equal([
      ["USD", 200],
      ["EUR", 90_000],
    ]);
  });

  it("is first that of the currency with the most expenses in the last full month, then in the last three, then in all", () => {
    const euros = (count: number): Row[] => Array(count).fill({ amount: 100 });
    const francs = (count: number) => euros(count).map((row) => ({ ...row, currency: "CHF" }));
    const first = (days: Record<string, readonly Row[]>) => historyIn(days)[0]?.currency;
    const before = { "2025-03-01": euros(9), "2026-09-03": euros(5), "2026-07-01": euros(5) };
    expect(first({ ...before, "2026-08-31": [...francs(3), ...euros(2)] })).to.equal("CHF");
    expect(first({ "2026-05-31": euros(9), "2026-06-01": francs(1) })).to.equal("CHF");
    expect(first({ "2026-05-31": euros(9), "2026-09-20": francs(1) })).to.equal("CHF");
    expect(first({ "2025-05-31": euros(2), "2026-05-31": francs(1) })).to.equal("EUR");
  });
});
