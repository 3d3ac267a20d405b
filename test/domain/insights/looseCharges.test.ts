import { expect } from "chai";
import * as fc from "fast-check";
import { forecastOf, recurringCharges } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import { plannedOf } from "../../../domain/insights/plannedCharges";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { addDays } from "../../../domain/values/day";
import { runs } from "../../helpers/runs";
import { charge, groceries, monthly } from "./histories";
import { RULED_ON, ruledHistory, ruleOf } from "./rules";

const FROM = "2024-09-01";

/** Orders of 9 to 23 euros, each so many days after the one before, at one shop. */
function ordersEach(days: number, name = "Amazon", last = RULED_ON): Charge[] {
  const all: Charge[] = [];
  for (let day = FROM; day <= last; day = addDays(day, days)) {
    all.push(charge(day, name, 900 + ((all.length * 377) % 1_400), "Shopping"));
  }
  return all;
}

const forecast = (rules: readonly Rule[], charges: readonly Charge[]) =>
  forecastOf(ruledHistory(rules, charges)) ?? expect.fail();
const amazon = (amount: number, schedule: Partial<Recurrence> = {}, description = "Amazon") =>
  ruleOf({ description, amount, category: "Shopping" }, { start: "2026-09-20", ...schedule });

const RHYTHMS: fc.Arbitrary<Partial<Recurrence>> = fc.oneof(
  fc.record({ unit: fc.constant("days" as const), every: fc.integer({ min: 1, max: 60 }) }),
  fc.record({
    unit: fc.constant("weeks" as const),
    every: fc.integer({ min: 1, max: 5 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    unit: fc.constant("months" as const),
    every: fc.integer({ min: 1, max: 7 }),
    day: fc.constantFrom<number | "last">(1, 10, 20, 30, 31, "last"),
  }),
  fc.record({ unit: fc.constant("years" as const), every: fc.constant(1) }),
);
const sorted = ({ weekdays, ...rhythm }: Partial<Recurrence>): Partial<Recurrence> => ({
  ...rhythm,
  ...(weekdays && { weekdays: weekdays.toSorted() }),
});
/** A first day of a rule, before today or after it. */
const STARTS = fc.integer({ min: -60, max: 40 }).map((days) => addDays(RULED_ON, days));

describe("charges of a merchant that has a rule", () => {
  it("stay what is usual, except for one on each of the rule's days", () => {
    const orders = ordersEach(3);
    const none = forecast([], orders);
    // Neither is an order of each month: it comes besides.
    expect(forecast([amazon(1_500)], orders).total).to.be.within(none.total, none.total + 1_500);
    const market = ordersEach(3, "Market").map((one, index) => ({
      ...one,
      amount: 5_000 + 100 * (index % 2),
    }));
    const weekly = ruleOf({ description: "Market", amount: 6_000 }, { unit: "weeks", start: "2026-09-18" });
    expect(forecast([weekly], market).total).to.equal(forecast([], market).total + 12_000);
    const prime = monthly("2024-09-20", 24, "Amazon", 899, "Shopping");
    const { planned } = ruledHistory(
      [amazon(899)],
      [...orders.filter(({ amount }) => amount > 950), ...prime],
    );
    expect(planned[0]?.past).to.have.deep.members(prime);
  });

  it("are none of a rule whose name says more, unless they cost the same", () => {
    const orders = ordersEach(40).map((one, index) => ({ ...one, amount: 1_000 + (index % 7) }));
    const past = (description: string, amount: number) =>
      ruledHistory([amazon(amount, {}, description)], orders).planned[0]?.past.length;
    expect(past("Amazon", 1_100)).to.be.above(0);
    expect(past("Amazon Prime", 1_100)).to.equal(0);
    expect(past("Amazon Prime", 1_000)).to.equal(19);
    const marked = monthly("2024-09-20", 24, "AMAZON PRIME*4X", 1_000).map((one, index) => ({
      ...one,
      amount: 1_000 + 40 * (index % 7),
    }));
    const others = ordersEach(20).filter(({ amount }) => amount < 1_050 || amount > 1_150);
    const { planned } = ruledHistory([amazon(1_100, {}, "Amazon Prime")], [...marked, ...others]);
    expect(planned[0]?.past).to.have.deep.members(marked);
  });

  it("are its own on about its days or at its price, and on any days if there are two alone", () => {
    const [day, later] = ["2026-06-20", "2026-08-06"];
    const past = (...orders: Charge[]) => {
      const rule = amazon(1_000, { start: "2026-04-20" });
      const { planned } = ruledHistory([rule], [...groceries(FROM, RULED_ON), ...orders]);
      return planned[0]?.past.map(({ day: on }) => on).toSorted();
    };
    const at = (on: string, amount: number) => charge(on, "Amazon", amount);
    expect(past(at(day, 1_200), at(later, 1_200))).to.deep.equal([day, later]);
    const others = [at("2026-04-22", 1_100), at("2026-05-25", 1_200), at(day, 1_600)];
    expect(past(...others, at(later, 1_200))).to.deep.equal(["2026-04-22", "2026-05-25", day]);
    expect(past(...others, at(later, 1_020))).to.deep.equal(["2026-04-22", "2026-05-25", day, later]);
    expect(past(...others, at("2026-07-19", 1_700))).to.deep.equal(["2026-04-22", "2026-05-25", day]);
  });

  it("are none of a rule that has not begun, unless they cost the same as another, or its price on its day", () => {
    const past = (...orders: Charge[]) =>
      ruledHistory([amazon(1_500)], [...groceries(FROM, RULED_ON), ...orders]).planned[0]?.past.map(
        ({ day }) => day,
      );
    const at = (on: string, amount: number) => charge(on, "Amazon", amount);
    const chance = [at("2026-05-19", 1_400), at("2026-06-21", 1_510), at("2026-07-18", 1_600)];
    expect(past(...chance)).to.deep.equal([]);
    expect(past(...chance, at("2026-08-19", 1_500))).to.deep.equal([]);
    expect(past(...chance, at("2026-08-20", 1_500))).to.deep.equal(["2026-08-20"]);
    expect(past(...chance, at("2026-08-19", 1_600))?.toSorted()).to.deep.equal(["2026-07-18", "2026-08-19"]);
    const orders = ordersEach(17).map((one, index) => ({ ...one, amount: 1_100 + ((index * 377) % 911) }));
    expect(forecast([amazon(1_500)], orders).total).to.equal(forecast([], orders).total + 1_500);
  });

  it("are refunds if those are what the rule makes, which count once", () => {
    const food = groceries(FROM, RULED_ON);
    const back = monthly("2024-09-25", 24, "Pension", 10_000).map((one) => ({
      ...one,
      kind: "refund" as const,
    }));
    const paid = ["2026-03-25", "2026-06-25"].map((day) => charge(day, "Pension", 10_000));
    const rule = ruleOf({ description: "Pension", amount: 10_000, kind: "refund" });
    const { planned } = ruledHistory([rule], [...food, ...back, ...paid]);
    expect(planned[0]?.past).to.have.deep.members(back);
    expect(forecast([rule], [...food, ...back]).total).to.equal(forecast([], food).total - 10_000);
    expect(recurringCharges(ruledHistory([rule], [...food, ...back]))).to.deep.equal([]);
  });

  it("are each of one rule, those of the nearest days and amounts", () => {
    const lessons = ["2026-07-05", "2026-08-06"].map((day) => charge(day, "Music School", 3_000));
    const others = ["2026-07-20", "2026-08-19"].map((day) => charge(day, "Music School", 3_000));
    const rules = ["2026-10-05", "2026-09-20"].map((start) =>
      ruleOf({ description: "Music School", amount: 3_000 }, { start }),
    );
    const { planned } = ruledHistory(rules, [...groceries(FROM, RULED_ON), ...lessons, ...others]);
    expect(planned.map(({ past }) => past.toSorted((a, b) => (a.day < b.day ? -1 : 1)))).to.deep.equal([
      lessons,
      others,
    ]);
  });

  it("are found among its other expenses, in whatever rhythm the rule makes them", () => {
    fc.assert(
      fc.property(RHYTHMS, STARTS, fc.integer({ min: 2, max: 9 }), (rhythm, start, gap) => {
        const rule = amazon(1_500, { ...sorted(rhythm), start });
        const [plan] = plannedOf([rule], new Map(), RULED_ON);
        const days = plan?.rhythmIn({ from: FROM, to: RULED_ON }) ?? [];
        const made = days.map((day) => charge(day, "Amazon", 1_500, "Shopping"));
        const orders = ordersEach(gap).filter(({ amount }) => Math.abs(amount - 1_500) > 50);
        const { planned } = ruledHistory([rule], [...made, ...orders]);
        const past = new Set(planned[0]?.past);
        expect(made.filter((one) => !past.has(one))).to.deep.equal([]);
        // Orders may be of the days before the first and after the last.
        expect(past.size).to.be.at.most(made.length + 2);
      }),
      { numRuns: runs(40) },
    );
  });

  it("lower no forecast by more than one for each of the rule's days", () => {
    const amounts = fc.integer({ min: 500, max: 3_000 });
    fc.assert(
      fc.property(RHYTHMS, STARTS, fc.integer({ min: 1, max: 30 }), amounts, (rhythm, start, gap, amount) => {
        const orders = ordersEach(gap);
        const rule = amazon(amount, { ...sorted(rhythm), start });
        const [plan] = plannedOf([rule], new Map(), RULED_ON);
        const [none, some] = [forecast([], orders), forecast([rule], orders)];
        const left = plan?.rhythmIn({ from: RULED_ON, to: "2026-09-30" }).length ?? 0;
        // At the ends of other months it may be due once more, and be paid in them for a day before or after them.
        expect(none.total - (some.total - some.due)).to.be.at.most((left + 3) * 1.6 * amount);
      }),
      { numRuns: runs(40) },
    );
  });
});
