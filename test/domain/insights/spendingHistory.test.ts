import { expect } from "chai";
import { DayTally } from "../../../domain/digests/dayTally";
import { MAX_CHARGES, MAX_DAY_CHARGES } from "../../../domain/digests/largestCharges";
import type { Kind } from "../../../domain/expenses/kinds";
import { historiesOf } from "../../../domain/insights/spendingHistory";

const TODAY = "2026-09-20";

interface Row {
  amount: number;
  kind?: Kind;
  currency?: string;
}

const spentAt = ({ amount, kind, currency = "EUR" }: Row) => {
  const money = { amount, currency, ...(kind && kind !== "expense" && { kind }) };
  return { ...money, category: "Food", createdBy: "user", description: "Market" };
};

function tallied(rows: readonly Row[]) {
  const tally = new DayTally();
  for (const row of rows) tally.add(spentAt(row));
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

  const crowd = (row: Omit<Row, "amount">, count = 12) =>
    Array.from({ length: count }, (_, index) => ({ ...row, amount: 50_000 + index }));
  const amountsIn = (currency: string, rows: readonly Row[]) =>
    historyIn({ "2026-09-10": rows })
      .find((history) => history.currency === currency)
      ?.charges.filter(({ kind }) => kind !== "income")
      .map(({ amount }) => amount);

  it("has the largest expenses of each currency, whose amounts cannot be compared, and whatever was earned", () => {
    const euros = [{ amount: 25_000 }, { amount: 25_000 }];
    const others = [crowd({ currency: "VND" }, 20), crowd({ kind: "income" }, 20)];
    for (const other of [...others, others.flat()]) {
      expect(amountsIn("EUR", [...other, ...euros])).to.deep.equal([25_000, 25_000]);
      expect(amountsIn("EUR", [...euros, ...other])).to.deep.equal([25_000, 25_000]);
    }
    expect(amountsIn("VND", [...euros, ...others.flat()])).to.have.length(12);
  });

  it("has the largest expenses of a day whatever was paid back on it", () => {
    const [history] = historyIn({ "2026-09-10": [{ amount: 40_000 }, ...crowd({ kind: "refund" })] });
    expect(history?.charges.map(({ kind, amount }) => [kind, amount])).to.deep.include([undefined, 40_000]);
    expect(history?.charges).to.have.length(13);
  });

  it("has no more of a day in many currencies, in turn, whatever the order and wherever its reading stopped", () => {
    const currencies = ["AUD", "CAD", "CHF", "DKK", "EUR", "GBP", "NOK", "PLN", "SEK", "USD"];
    const rows = [...currencies.flatMap((currency) => crowd({ currency })), ...crowd({ kind: "income" }, 20)];
    const { charges } = tallied(rows);
    expect(charges).to.have.length(MAX_DAY_CHARGES + MAX_CHARGES);
    const spent = charges.filter(({ kind }) => kind === undefined);
    for (const currency of currencies) {
      const own = spent.filter((one) => one.currency === currency);
      expect(
        own.map(({ amount }) => amount),
        currency,
      ).to.include.members([50_011, 50_010, 50_009]);
    }
    expect(tallied(rows.toReversed()).charges).to.deep.equal(charges);
    for (const stop of [1, 50, 130]) {
      const half = new DayTally();
      for (const row of rows.slice(0, stop)) half.add(spentAt(row));
      const rest = new DayTally(JSON.parse(JSON.stringify(half.partial())));
      for (const row of rows.slice(stop)) rest.add(spentAt(row));
      expect(rest.whole()?.charges).to.deep.equal(charges);
    }
  });

  it("knows of a split expense what it cost in its category", () => {
    const parts = (category: string) => [
      { category, amount: 3_000 },
      { category: "Home", amount: 55_000 },
      { category, amount: 2_000 },
    ];
    const of = (more: object) => {
      const tally = new DayTally();
      tally.add({ ...spentAt({ amount: 60_000 }), ...more });
      const days = { "2026-09-10": tally.whole() ?? expect.fail() };
      return historiesOf(new Map([["2026-09", days]]), [], TODAY, [])[0]?.charges[0];
    };
    expect(of({ parts: parts("FOOD") })).to.include({ amount: 60_000, share: 5_000 });
    expect(of({ parts: parts("Garden") })).to.include({ share: 0 });
    expect(of({ parts: [{ category: "Food", amount: 60_000 }] })).not.to.have.property("share");
    expect(of({})).not.to.have.property("share");
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
