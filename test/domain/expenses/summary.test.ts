import { expect } from "chai";
import fc from "fast-check";
import { Summariser, type Summary, type SummaryRow } from "../../../domain/expenses/summary";
import { formatAmount } from "../../../domain/values/money";

const row: fc.Arbitrary<SummaryRow> = fc.record({
  amount: fc.integer({ min: 1, max: 999_999_999_900 }),
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  category: fc.constantFrom("Food", "Travel", "Other", "Élan"),
  date: fc.constantFrom("2026-11-01", "2026-11-02", "2026-11-30"),
});
const rows = fc.array(row, { maxLength: 40 });

function summarise(current: readonly SummaryRow[], previous: readonly SummaryRow[]): Summary {
  const summariser = new Summariser();
  for (const one of current) summariser.add(one);
  for (const one of previous) summariser.addPrevious(one);
  return summariser.result("2026-11", "2026-10");
}

function figures(of: readonly SummaryRow[], currency: string) {
  const minor = of.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return { total: formatAmount(minor, currency), count: of.length };
}

/** Each figure on its own, by filtering all rows. */
function naive(current: readonly SummaryRow[], previous: readonly SummaryRow[]) {
  const codes = [...new Set([...current, ...previous].map(({ currency }) => currency))];
  return codes.map((currency) => {
    const mine = current.filter((one) => one.currency === currency);
    const by = <Key extends "category" | "date">(key: Key) =>
      [...new Set(mine.map((one) => one[key]))].map((value) => ({
        [key]: value,
        ...figures(
          mine.filter((one) => one[key] === value),
          currency,
        ),
      }));
    return {
      currency,
      ...figures(mine, currency),
      byCategory: by("category"),
      byDay: by("date"),
      previousMonth: figures(
        previous.filter((one) => one.currency === currency),
        currency,
      ),
    };
  });
}

describe("summary", () => {
  it("sums what is one category under one name, however the expenses write it", () => {
    const spellings = fc.shuffledSubarray(["Café", "CAFE", "cafe\u0301", "café"], { minLength: 1 });
    fc.assert(
      fc.property(spellings, (categories) => {
        const food = categories.map((category) => ({
          amount: 100,
          currency: "USD",
          category,
          date: "2026-11-01",
        }));
        const other = { amount: 5, currency: "USD", category: "Car", date: "2026-11-01" };
        const [usd] = summarise([other, ...food], []).currencies;
        expect(usd?.byCategory).to.deep.equal([
          { category: categories.toSorted()[0], total: `${categories.length}.00`, count: categories.length },
          { category: "Car", total: "0.05", count: 1 },
        ]);
      }),
    );
  });

  it("sums each currency, category and day on its own", () => {
    fc.assert(
      fc.property(rows, rows, (current, previous) => {
        const { currencies, ...months } = summarise(current, previous);
        expect(months).to.deep.equal({ month: "2026-11", previousMonth: "2026-10" });
        expect(currencies.map((one) => one.currency)).to.have.members(
          naive(current, previous).map((one) => one.currency),
        );
        for (const expected of naive(current, previous)) {
          const actual = currencies.find((one) => one.currency === expected.currency);
          expect(actual?.byCategory).to.have.deep.members(expected.byCategory);
          expect(actual?.byDay).to.have.deep.members(expected.byDay);
          expect(actual).to.deep.equal({ ...expected, byCategory: actual?.byCategory, byDay: actual?.byDay });
        }
      }),
    );
  });

  it("does not depend on the order of the expenses", () => {
    const shuffled = fc.tuple(rows, rows).chain(([current, previous]) =>
      fc.record({
        original: fc.constant([current, previous] as const),
        current: fc.shuffledSubarray(current, { minLength: current.length }),
        previous: fc.shuffledSubarray(previous, { minLength: previous.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ original, current, previous }) => {
        expect(summarise(current, previous)).to.deep.equal(summarise(...original));
      }),
    );
  });

  it("lists most expenses, largest totals and earliest days first", () => {
    const at = (date: string, category: string, amount: number, currency = "USD") => ({
      date,
      category,
      amount,
      currency,
    });
    const current = [
      at("2026-11-30", "Small", 100),
      at("2026-11-01", "Large", 900),
      at("2026-11-02", "A", 500),
      at("2026-11-02", "B", 500),
      at("2026-11-02", "Large", 1_000_000, "JPY"),
    ];
    const { currencies } = summarise(current, []);
    expect(currencies.map(({ currency }) => currency)).to.deep.equal(["USD", "JPY"]);
    expect(currencies[0]?.byCategory.map(({ category }) => category)).to.deep.equal([
      "Large",
      "A",
      "B",
      "Small",
    ]);
    expect(currencies[0]?.byDay.map(({ date }) => date)).to.deep.equal([
      "2026-11-01",
      "2026-11-02",
      "2026-11-30",
    ]);
  });

  it("is exact beyond what a float counts", () => {
    const most = { amount: 999_999_999_900, currency: "CLF", category: "A", date: "2026-11-01" };
    const current = [...Array.from({ length: 10_000 }, () => most), { ...most, amount: 1 }];
    expect(summarise(current, []).currencies[0]?.total).to.equal("999999999900.0001");
  });
});
