import { expect } from "chai";
import fc from "fast-check";
import { Summariser, type Summary, type SummaryRow } from "../../../domain/expenses/summary";
import { formatAmount } from "../../../domain/values/money";
import { splitMoney } from "../../helpers/splitMoney";

const category = fc.constantFrom("Food", "Travel", "Other", "Élan");
const row = fc
  .record({
    money: splitMoney(category, 999_999_999_900),
    currency: fc.constantFrom("USD", "JPY", "KWD"),
    category,
    date: fc.constantFrom("2026-11-01", "2026-11-02", "2026-11-30"),
    createdBy: fc.constantFrom("ada", "ben"),
    kind: fc.constantFrom(undefined, undefined, "refund" as const, "income" as const),
  })
  .map(({ money, ...others }): SummaryRow => ({ ...others, ...money }));
const rows = fc.array(row, { maxLength: 40 });

function summarise(current: readonly SummaryRow[], previous: readonly SummaryRow[]): Summary {
  const summariser = new Summariser();
  for (const one of current) summariser.add(one);
  for (const one of previous) summariser.addPrevious(one);
  return summariser.result("2026-11", "2026-10");
}

const minorOf = (of: readonly SummaryRow[]) => of.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
const ofKind = (of: readonly SummaryRow[], wanted: SummaryRow["kind"]) =>
  of.filter(({ kind }) => kind === wanted);

/** Expenses less refunds. */
const spentIn = (of: readonly SummaryRow[]) => minorOf(ofKind(of, undefined)) - minorOf(ofKind(of, "refund"));

function figures(of: readonly SummaryRow[], currency: string) {
  const spending = of.filter(({ kind }) => kind !== "income");
  return { total: formatAmount(spentIn(spending), currency), count: spending.length };
}

/** The sums beside the spending. */
function others(of: readonly SummaryRow[], currency: string) {
  const [refunds, income] = [ofKind(of, "refund"), ofKind(of, "income")];
  const all = (rows: readonly SummaryRow[]) => ({
    total: formatAmount(minorOf(rows), currency),
    count: rows.length,
  });
  return {
    ...(refunds.length > 0 && { refunded: all(refunds) }),
    ...(income.length > 0 && {
      income: all(income),
      left: formatAmount(minorOf(income) - spentIn(of), currency),
    }),
  };
}

/** An expense once for each category that it counts in, with the amount there. */
function inEachCategory(row: SummaryRow): SummaryRow[] {
  const parts = row.parts ?? [row];
  return [...new Set(parts.map((part) => part.category))].map((name) => ({
    ...row,
    category: name,
    amount: parts.reduce((sum, part) => sum + (part.category === name ? part.amount : 0), 0),
  }));
}

/** Each figure on its own, by filtering all rows. */
function naive(current: readonly SummaryRow[], previous: readonly SummaryRow[]) {
  const spent = previous.filter(({ kind }) => kind !== "income");
  const codes = [...new Set([...current, ...spent].map(({ currency }) => currency))];
  return codes.map((currency) => {
    const mine = current.filter((one) => one.currency === currency);
    const by = (key: "category" | "date" | "createdBy", of = mine) =>
      [...new Set(of.filter(({ kind }) => kind !== "income").map((one) => one[key]))].map((value) => ({
        [key]: value,
        ...figures(
          of.filter((one) => one[key] === value),
          currency,
        ),
      }));
    return {
      currency,
      ...figures(mine, currency),
      ...others(mine, currency),
      byCategory: by("category", mine.flatMap(inEachCategory)),
      byDay: by("date"),
      byPerson: by("createdBy"),
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
          createdBy: "ada",
        }));
        const other = { amount: 5, currency: "USD", category: "Car", date: "2026-11-01", createdBy: "ada" };
        const [usd] = summarise([other, ...food], []).currencies;
        expect(usd?.byCategory).to.deep.equal([
          { category: categories.toSorted()[0], total: `${categories.length}.00`, count: categories.length },
          { category: "Car", total: "0.05", count: 1 },
        ]);
      }),
    );
  });

  it("sums each currency, category, day and person on its own", () => {
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
          expect(actual?.byPerson).to.have.deep.members(expected.byPerson);
          const { byCategory, byDay, byPerson } = actual ?? {};
          expect(actual).to.deep.equal({ ...expected, byCategory, byDay, byPerson });
        }
      }),
    );
  });

  it("takes refunds off what was spent, and tells what income leaves", () => {
    const one = { amount: 1000, currency: "USD", category: "Food", date: "2026-11-01", createdBy: "ada" };
    const { currencies } = summarise(
      [one, { ...one, kind: "refund", amount: 1500 }, { ...one, kind: "income", amount: 5000 }],
      [],
    );
    expect(currencies).to.deep.equal([
      {
        currency: "USD",
        total: "-5.00",
        count: 2,
        refunded: { total: "15.00", count: 1 },
        income: { total: "50.00", count: 1 },
        left: "55.00",
        byCategory: [{ category: "Food", total: "-5.00", count: 2 }],
        byDay: [{ date: "2026-11-01", total: "-5.00", count: 2 }],
        byPerson: [{ createdBy: "ada", total: "-5.00", count: 2 }],
        previousMonth: { total: "0.00", count: 0 },
      },
    ]);
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
      createdBy: "ada",
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
    const most = {
      amount: 999_999_999_900,
      currency: "CLF",
      category: "A",
      date: "2026-11-01",
      createdBy: "ada",
    };
    const current = [...Array.from({ length: 10_000 }, () => most), { ...most, amount: 1 }];
    expect(summarise(current, []).currencies[0]?.total).to.equal("999999999900.0001");
  });
});
