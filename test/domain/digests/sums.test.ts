import { expect } from "chai";
import fc from "fast-check";
import { DayTally, MAX_MERCHANTS } from "../../../domain/digests/dayTally";
import type { DaySums, Days } from "../../../domain/digests/model";
import { sumsOf } from "../../../domain/digests/periodSums";
import { monthsOf, type Period, periodOf } from "../../../domain/digests/sumRequests";
import { trendMonths, trendsOf } from "../../../domain/digests/trends";
import { signOf } from "../../../domain/expenses/kinds";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { Summariser } from "../../../domain/expenses/summary";
import { ApiError } from "../../../domain/http/apiError";
import { addDays, daysOfMonth } from "../../../domain/values/day";
import { formatAmount } from "../../../domain/values/money";
import { fold } from "../../../domain/values/text";
import { expenseItem } from "../../helpers/expenseItem";
import { splitMoney } from "../../helpers/splitMoney";

const MONTHS = ["2026-09", "2026-10", "2026-11"];
const TODAY = "2026-11-15";

const category = fc.constantFrom("Café", "CAFE", "Travel");
const expense = fc
  .record({
    date: fc
      .tuple(fc.constantFrom(...MONTHS), fc.constantFrom("01", "15", "16", "30"))
      .map((one) => one.join("-")),
    money: splitMoney(category, 999_999_999_900),
    currency: fc.constantFrom("USD", "JPY"),
    category,
    createdBy: fc.constantFrom("ada", "ben"),
    kind: fc.constantFrom(undefined, undefined, "refund" as const, "income" as const),
    tags: fc.constantFrom(undefined, ["work"], ["Work", "home"]),
    merchant: fc.constantFrom(undefined, "Maple", "maple", "Oak"),
  })
  .map(({ money, ...values }) => expenseItem({ ...values, ...money } as Partial<ExpenseItem>));
const expenses = fc.array(expense, { maxLength: 30 });

/** The sums of months, by month. */
function digested(items: readonly ExpenseItem[], months = MONTHS): Map<string, Days> {
  const sums = (day: string): [string, DaySums][] => {
    const tally = new DayTally();
    for (const item of items) if (item.date === day) tally.add(item);
    const whole = tally.whole();
    return whole ? [[day, whole]] : [];
  };
  return new Map(months.map((month) => [month, Object.fromEntries(daysOfMonth(month).flatMap(sums))]));
}

describe("the sums of a period", () => {
  it("are those of its expenses, for a month and for days", () => {
    const day = fc.integer({ min: 0, max: 90 }).map((offset) => addDays("2026-09-01", offset));
    const period = fc.oneof(
      fc.constant<Period>({ month: "2026-11", previousMonth: "2026-10" }),
      fc.tuple(day, day).map((days): Period => {
        const [from = "", to = ""] = days.sort();
        return { from, to };
      }),
    );
    fc.assert(
      fc.property(expenses, period, (items, of) => {
        const summariser = new Summariser();
        for (const item of items) {
          const isIn =
            "month" in of ? item.date.startsWith(of.month) : of.from <= item.date && item.date <= of.to;
          if (isIn) summariser.add(item);
          if ("month" in of && item.date.startsWith(of.previousMonth)) summariser.addPrevious(item);
        }
        const { currencies } = summariser.result("2026-11", "2026-10");
        const rows = "month" in of ? currencies : currencies.map(({ previousMonth: _none, ...sums }) => sums);
        expect(sumsOf(of, digested(items, monthsOf(of)))).to.deep.equal({ ...of, currencies: rows });
      }),
    );
  });

  it("are of the current month by default, and of at most 366 days", () => {
    expect(periodOf({}, TODAY)).to.deep.equal({ month: "2026-11", previousMonth: "2026-10" });
    const days = { from: "2026-01-15", to: "2027-01-15" };
    expect(periodOf(days, TODAY)).to.deep.equal(days);
    expect(monthsOf(days)).to.have.length(13);
    expect(monthsOf({ from: "2026-12-31", to: "2027-01-01" })).to.deep.equal(["2026-12", "2027-01"]);
    for (const wrong of [
      { from: "2026-01-15" },
      { to: "2026-01-15" },
      { from: "2026-01-15", to: "2026-01-14" },
      { from: "2026-01-15", to: "2027-01-16" },
      { ...days, month: "2026-11" },
    ]) {
      expect(() => periodOf(wrong, TODAY), JSON.stringify(wrong))
        .to.throw(ApiError)
        .with.property("code", "period.invalid");
    }
  });

  it("have the most frequent merchants of a day, and every category and set of tags", () => {
    const tally = new DayTally();
    for (let index = 0; index < MAX_MERCHANTS + 2; index += 1) {
      const name = `name ${String(index).padStart(3, "0")}`;
      const item = expenseItem({ category: name, merchant: name, tags: [name] });
      for (let times = index < 2 ? 1 : 2; times > 0; times -= 1) tally.add(item);
    }
    const whole = tally.whole();
    expect(whole?.spending).to.have.length(MAX_MERCHANTS + 2);
    expect(whole?.tags).to.have.length(MAX_MERCHANTS + 2);
    expect([whole?.merchants.length, whole?.merchants[0]]).to.deep.equal([
      MAX_MERCHANTS,
      { currency: "USD", name: "name 002", sum: "2500", count: 2 },
    ]);
  });
});

describe("trends", () => {
  it("are the months up to the current one", () => {
    expect(trendMonths(3, TODAY)).to.deep.equal(MONTHS);
    expect(trendMonths(13, "2026-01-31")[0]).to.equal("2025-01");
  });

  it("sum by month, category, tag, merchant and user what was spent", () => {
    fc.assert(
      fc.property(expenses, (items) => {
        const result = trendsOf(digested(items), TODAY);
        expect([result.months, result.day]).to.deep.equal([MONTHS, 15]);
        expect(result.currencies.map(({ currency }) => currency)).to.have.members([
          ...new Set(items.map(({ currency }) => currency)),
        ]);
        for (const { currency, months, categories, tags, merchants, people } of result.currencies) {
          const mine = items.filter((item) => item.currency === currency);
          const spent = mine.filter(({ kind }) => kind !== "income");
          const totalOf = (of: readonly ExpenseItem[]) =>
            formatAmount(
              of.reduce((sum, { amount, kind }) => sum + BigInt(amount) * BigInt(signOf(kind) || 1), 0n),
              currency,
            );
          const figures = (of: readonly ExpenseItem[]) => ({ total: totalOf(of), count: of.length });
          const inMonth = (of: readonly ExpenseItem[], month: string) =>
            of.filter(({ date }) => date.startsWith(month));
          const ofMonth = (of: readonly ExpenseItem[], month: string) => {
            const own = inMonth(of, month);
            const toDay = totalOf(own.filter(({ date }) => date.slice(8) <= "15"));
            return { month, ...figures(own), toDay };
          };
          const income = (month: string) => inMonth(mine, month).filter(({ kind }) => kind === "income");
          expect(months).to.deep.equal(
            MONTHS.map((month) => ({
              ...ofMonth(spent, month),
              ...(income(month).length > 0 && { income: figures(income(month)) }),
            })),
          );
          const by = (
            key: string,
            namesOf: (item: ExpenseItem) => string[],
            amountIn = (item: ExpenseItem, _name: string) => item.amount,
          ) => {
            const names = [...new Set(spent.flatMap(namesOf).map(fold))];
            return names.map((name) => {
              const those = spent
                .filter((item) => namesOf(item).map(fold).includes(name))
                .map((item) => ({ ...item, amount: amountIn(item, name) }));
              const written = those
                .flatMap(namesOf)
                .filter((one) => fold(one) === name)
                .sort();
              return {
                [key]: written[0],
                ...figures(those),
                months: MONTHS.filter((month) => inMonth(those, month).length > 0).map((month) =>
                  ofMonth(those, month),
                ),
              };
            });
          };
          const partsOf = ({ category, amount, parts = [{ category, amount }] }: ExpenseItem) => parts;
          const inCategory = (item: ExpenseItem, name: string) =>
            partsOf(item).reduce((sum, one) => sum + (fold(one.category) === name ? one.amount : 0), 0);
          expect(categories).to.have.deep.members(
            by("category", (item) => partsOf(item).map(({ category }) => category), inCategory),
          );
          expect(tags).to.have.deep.members(by("tag", ({ tags: own = [] }) => own));
          expect(merchants).to.have.deep.members(
            by("merchant", ({ merchant }) => (merchant ? [merchant] : [])),
          );
          expect(people).to.have.deep.members(by("createdBy", ({ createdBy }) => [createdBy]));
        }
      }),
    );
  });

  it("compare whole months on a month's last day, however short it is", () => {
    const rents = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"].map((date) =>
      expenseItem({ date, amount: 90_000, category: "Home", merchant: "Rent Co" }),
    );
    const toDays = (today: string) => {
      const [usd] = trendsOf(digested(rents, trendMonths(2, today)), today).currencies;
      const lists = [usd, usd?.categories[0], usd?.merchants[0]];
      return lists.map((list) => list?.months.map(({ toDay }) => toDay));
    };
    const of = (...toDay: string[]) => [toDay, toDay, toDay];
    expect(toDays("2026-02-28")).to.deep.equal(of("900.00", "900.00"));
    expect(toDays("2026-04-30")).to.deep.equal(of("900.00", "900.00"));
    expect(toDays("2026-03-31")).to.deep.equal(of("900.00", "900.00"));
    // Not yet its last day: the rent is to come.
    expect(toDays("2026-03-30")).to.deep.equal(of("900.00", "0.00"));
    expect(toDays("2026-04-29")).to.deep.equal(of("0.00", "0.00"));
  });

  it("are ordered by total and name", () => {
    const items = ["B", "A", "C"].map((category, index) =>
      expenseItem({ category, amount: index < 2 ? 100 : 200 }),
    );
    const [usd] = trendsOf(digested(items), TODAY).currencies;
    expect(usd?.categories.map(({ category }) => category)).to.deep.equal(["C", "A", "B"]);
  });
});
