import { expect } from "chai";
import { insightsOf, plannedIn } from "../../../domain/insights/findings";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import { splitRule, successorOf } from "../../../domain/recurring/dividedRule";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { changedRule, decidedRule, expenseOn, takeDue } from "../../../domain/recurring/rules";
import { charge, groceries, monthly } from "./histories";
import { RULED_ON, ruleAuthor, ruledHistory, ruleOf } from "./rules";

const [TODAY, author, planned] = [RULED_ON, ruleAuthor, ruledHistory];
const FOOD = groceries("2025-06-01", TODAY);
const forecast = (rules: readonly Rule[], charges: readonly Charge[] = FOOD, today = TODAY) =>
  forecastOf(planned(rules, charges, today)) ?? expect.fail();

describe("recurring expenses of rules in forecasts", () => {
  const none = forecast([]);
  const added = (rule: Rule, charges = FOOD) => forecast([rule], charges).total - forecast([], charges).total;

  it("are expected until the end of the month, as often as they come", () => {
    const rent = forecast([ruleOf()]);
    expect([rent.due, rent.total, rent.low, rent.high]).to.deep.equal(
      [none.due, none.total, none.low, none.high].map((amount) => amount + 90_000),
    );
    expect(added(ruleOf({ amount: 1_000 }, { unit: "weeks", start: "2026-09-11" }))).to.equal(3_000);
    expect(added(ruleOf({}, { start: "2026-10-01" }))).to.equal(0);
    expect(added(ruleOf({ kind: "refund", amount: 1_000 }))).to.equal(-1_000);
    expect(added(ruleOf({ kind: "income" }))).to.equal(0);
  });

  it("are due from today on, and before it in this month if nobody has confirmed them yet", () => {
    expect(added(ruleOf({}, { start: TODAY }))).to.equal(90_000);
    const waiting = takeDue({ ...ruleOf({}, { start: "2026-09-05" }), mode: "propose" }, author, 10).rule;
    expect(waiting.proposals).to.deep.equal(["2026-09-05"]);
    expect(added(waiting)).to.equal(90_000);
    expect(added({ ...waiting, proposals: ["2026-08-31"] })).to.equal(0);
  });

  it("are not expected if their rule is paused or ended, or if somebody skips them", () => {
    expect(added(changedRule(ruleOf(), { paused: true }, author))).to.equal(0);
    expect(added(ruleOf({}, { count: 1, start: "2026-09-25", end: "2026-09-25" }))).to.equal(90_000);
    expect(added(takeDue(ruleOf({}, { count: 1, start: TODAY }), author, 10).rule)).to.equal(0);
    expect(added(decidedRule(ruleOf(), "2026-09-25", "skipped", author))).to.equal(0);
  });

  it("count once if they are entered ahead", () => {
    const early = decidedRule(ruleOf(), "2026-09-25", "posted", author);
    const expense = expenseOn(early, "2026-09-25", author.now, { thresholds: {} });
    const history = planned([early], FOOD, TODAY, new Map([[expense.expenseId, expense]]));
    const entered = forecastOf({ ...history, ahead: new Map([["2026-09-25", 90_000]]) });
    expect(entered?.total).to.equal(none.total + 90_000);
  });

  it("count once if they are posted early for another day or amount, whatever becomes of the expense", () => {
    const due = "2026-09-25";
    const early = decidedRule(ruleOf(), due, "posted", author);
    const expense = expenseOn(early, due, author.now, { thresholds: {} });
    /** The forecast on a day, less that without the rent and its expense. */
    const more = (changes: Partial<typeof expense>, today = TODAY) => {
      const { date, amount, deletedAt } = { ...expense, ...changes };
      const isIn = deletedAt === undefined;
      const before = isIn && date <= today ? [charge(date, "Rent", amount, "Housing")] : [];
      const food = groceries("2025-06-01", today);
      const posted = new Map([[expense.expenseId, { ...expense, ...changes }]]);
      const ahead = new Map(isIn && date > today ? [[date, amount]] : []);
      const history = planned([early], [...food, ...before], today, posted);
      return (forecastOf({ ...history, ahead })?.total ?? 0) - forecast([], food, today).total;
    };
    expect(more({})).to.equal(90_000);
    expect(more({ date: TODAY })).to.equal(90_000);
    expect(more({ date: "2026-09-20" })).to.equal(90_000);
    expect(more({ date: "2026-09-20" }, "2026-09-22")).to.equal(90_000);
    expect(more({ date: "2026-09-28" })).to.equal(90_000);
    expect(more({ amount: 40_000 })).to.equal(40_000);
    expect(more({ date: "2026-10-02" })).to.equal(0);
    expect(more({ deletedAt: "2026-09-10T12:00:00Z" })).to.equal(0);
    const october = decidedRule(ruleOf({}, { start: "2026-10-01" }), "2026-10-01", "posted", author);
    const brought = expenseOn(october, "2026-10-01", author.now, { thresholds: {} }, "2026-09-29");
    const posted = new Map([[brought.expenseId, brought]]);
    expect(forecastOf(planned([october], FOOD, TODAY, posted))?.total).to.equal(none.total + 90_000);
  });

  it("are not expected again if the rule was divided after one was posted", () => {
    const due = "2026-09-25";
    const early = decidedRule(ruleOf({}, { start: "2026-08-25" }), due, "posted", author);
    const split = splitRule({ ...early, next: 0, nextOn: "2026-08-25" }, due, {}, "later", author);
    const later = successorOf(split) ?? expect.fail();
    expect(later.decided).to.deep.equal({ [due]: "posted" });
    expect(added(later)).to.equal(0);
    const entered = expenseOn(early, due, author.now, { thresholds: {} });
    const posted = new Map([[entered.expenseId, entered]]);
    expect(forecastOf(planned([later], FOOD, TODAY, posted))?.total).to.equal(none.total + 90_000);
  });

  it("count once if they are found among the expenses as well, whatever they cost before", () => {
    const paid = [...FOOD, ...monthly("2025-06-25", 15, "RENT SEPA 12", 90_000, "Housing")];
    expect(forecast([], paid).due).to.equal(90_000);
    expect(added(ruleOf(), paid)).to.equal(0);
    expect(added(ruleOf({}, { start: "2026-09-29" }), paid)).to.equal(0);
    expect(added(ruleOf({}, { start: "2026-10-25" }), paid)).to.equal(0);
    expect(added(ruleOf({ amount: 95_000 }), paid)).to.equal(5_000);
    expect(added(decidedRule(ruleOf(), "2026-09-25", "skipped", author), paid)).to.equal(-90_000);
    // Too few to be found: they are no part of what the ends of months cost besides.
    const twice = [...FOOD, ...monthly("2026-07-25", 2, "Rent", 90_000, "Housing")];
    expect(forecast([ruleOf()], twice).total).to.equal(none.total + 90_000);
  });

  it("come beside another expense at the same merchant", () => {
    const paid = [...FOOD, ...monthly("2025-06-25", 15, "Rent", 5_000, "Housing")];
    expect(added(ruleOf(), paid)).to.equal(90_000);
  });

  describe("of one merchant, of which only some have rules", () => {
    const apple = (day: string, amount: number) => monthly(`2026-01-${day}`, 8, "Apple", amount);
    const rule = (day: string, amount: number, schedule: Partial<Recurrence> = {}) =>
      ruleOf({ description: "Apple", amount, category: "Other" }, { start: `2026-09-${day}`, ...schedule });
    const unplanned = (charges: readonly Charge[], ...rules: Rule[]) => {
      const history = planned(rules, [...FOOD, ...charges]);
      const isPlanned = plannedIn(history);
      const found = history.series
        .filter((one) => !isPlanned(one))
        .map(({ amount, nextOn }) => [amount, nextOn]);
      const told = insightsOf(history, () => false).findings.filter(({ kind }) => kind === "recurring");
      expect(told).to.have.length(found.length);
      return found;
    };

    it("have the others told, and expected", () => {
      const two = [...apple("12", 999), ...apple("25", 1_299)];
      const all = [...FOOD, ...two];
      expect(forecast([], all).due).to.equal(2_298);
      expect([forecast([rule("12", 999)], all).due, forecast([rule("25", 1_299)], all).due]).to.deep.equal([
        2_298, 2_298,
      ]);
      expect(forecast([rule("12", 999), rule("25", 1_299)], all).due).to.equal(2_298);
      expect(unplanned(two, rule("12", 999))).to.deep.equal([[1_299, "2026-09-25"]]);
      expect(unplanned(two, rule("25", 1_299))).to.deep.equal([[999, "2026-09-12"]]);
      expect(unplanned(two, rule("25", 1_299), rule("12", 999))).to.deep.equal([]);
      const far = [...apple("12", 999), ...apple("25", 9_900)];
      expect(unplanned(far, rule("12", 999))).to.deep.equal([[9_900, "2026-09-25"]]);
      expect(unplanned(far, rule("12", 3_000))).to.have.length(2);
    });

    it("are told apart by their days if they cost about the same, and by their rhythms", () => {
      const near = [...apple("12", 999), ...apple("25", 1_099)];
      expect(unplanned(near, rule("25", 1_045))).to.deep.equal([[999, "2026-09-12"]]);
      expect(unplanned(near, rule("11", 1_049))).to.deep.equal([[1_099, "2026-09-25"]]);
      const yearly = ["2023-12-05", "2024-12-05", "2025-12-05"].map((day) => charge(day, "Apple", 1_299));
      const both = [...apple("12", 999), ...yearly];
      const due = { every: 1, unit: "years", start: "2026-12-05" } as const;
      expect(unplanned(both, rule("12", 1_250))).to.deep.equal([[1_299, "2026-12-05"]]);
      expect(unplanned(both, rule("12", 1_050, due))).to.deep.equal([[999, "2026-09-12"]]);
    });
  });

  it("come beside an expense of the same merchant in quite another rhythm", () => {
    const paid = [...FOOD, ...monthly("2025-06-25", 15, "Apple", 8_900)];
    const apple = (amount: number, due: Partial<Recurrence>) => ruleOf({ description: "Apple", amount }, due);
    expect(added(apple(9_900, { unit: "years", start: "2026-09-20" }), paid)).to.equal(9_900);
    expect(added(apple(9_900, { unit: "years", start: "2026-03-20" }), paid)).to.equal(0);
    expect(added(apple(9_900, { unit: "weeks", start: "2026-09-11" }), paid)).to.equal(29_700);
    // Every two weeks by the rule may be what was a month.
    expect(added(apple(8_900, { unit: "weeks", every: 2, start: "2026-09-11" }), paid)).to.equal(8_900);
  });

  describe("whose rule is paused or over", () => {
    const paid = monthly("2025-06-25", 15, "Rent", 90_000, "Housing");
    /** Returns what is due, and how often it is told that there is no rule. */
    const seen = (rules: readonly Rule[], charges: readonly Charge[] = paid, today = TODAY) => {
      const history = planned(rules, [...groceries("2025-06-01", today), ...charges], today);
      const told = insightsOf(history, () => false).findings.filter(({ kind }) => kind === "recurring");
      return [forecastOf(history)?.due, told.length];
    };
    const pausedOn = (day: string, rule = ruleOf({}, { start: "2026-06-25" })) => ({
      ...changedRule(rule, { paused: true }, author),
      pausedAt: `${day}T12:00:00Z`,
    });
    const over = (schedule: Partial<Recurrence>) => {
      const { nextOn: _, ...rest } = ruleOf({}, { start: "2026-06-25", ...schedule });
      return rest;
    };

    it("are neither expected nor news, nor while it runs", () => {
      expect(seen([])).to.deep.equal([90_000, 1]);
      expect(seen([ruleOf()])).to.deep.equal([90_000, 0]);
      expect(seen([pausedOn(TODAY)])).to.deep.equal([0, 0]);
      expect(seen([pausedOn("2026-08-26", ruleOf({}, { start: "2025-10-25" }))])).to.deep.equal([0, 0]);
      expect(seen([over({ end: "2026-08-31" })])).to.deep.equal([0, 0]);
      expect(seen([over({ count: 3 })])).to.deep.equal([0, 0]);
    });

    it("are expected if they go on without it, and news once it is over", () => {
      expect(seen([pausedOn("2026-07-20")])).to.deep.equal([90_000, 0]);
      expect(seen([over({ end: "2026-07-31" })])).to.deep.equal([90_000, 1]);
      expect(seen([over({ count: 1 })])).to.deep.equal([90_000, 1]);
      const late = [...paid.slice(0, -1), charge("2026-08-27", "Rent", 90_000, "Housing")];
      expect(seen([over({ count: 3 })], late)).to.deep.equal([0, 0]);
    });

    it("are expected once for each that waits to be confirmed, and not for long", () => {
      const proposed = (days: string[], rule: Rule): Rule => ({ ...rule, mode: "propose", proposals: days });
      // Nothing of this month is paid yet: it waits.
      const until = paid.slice(0, -1);
      expect(seen([proposed(["2026-09-05"], pausedOn(TODAY))], until)).to.deep.equal([90_000, 0]);
      expect(seen([proposed(["2026-09-05"], over({ end: "2026-09-05" }))], [])).to.deep.equal([90_000, 0]);
      expect(seen([proposed(["2026-08-25"], over({ end: "2026-08-31" }))])).to.deep.equal([0, 0]);
      // Nobody confirmed the last one of an old rule, and the charge went on without it.
      expect(seen([proposed(["2026-07-25"], over({ end: "2026-07-31" }))])).to.deep.equal([90_000, 1]);
    });

    it("are those of the rule that runs, if there is one", () => {
      expect(seen([over({ end: "2026-08-31" }), ruleOf()])).to.deep.equal([90_000, 0]);
      expect(seen([ruleOf({ amount: 95_000 }), pausedOn(TODAY)])).to.deep.equal([95_000, 0]);
    });

    it("are no news when they stop, unless they went on without it", () => {
      const later = "2026-10-28";
      const stopped = (...rules: Rule[]) =>
        insightsOf(ruledHistory(rules, [...groceries("2025-06-01", later), ...paid], later), () => false)
          .findings.filter(({ kind }) => kind === "stopped")
          .map(({ day }) => day);
      const told = ["2026-08-25"];
      expect(stopped()).to.deep.equal(told);
      expect(stopped(pausedOn("2026-09-05"))).to.deep.equal([]);
      expect(stopped(pausedOn("2026-10-20"))).to.deep.equal([]);
      expect(stopped(over({ end: "2026-08-31" }))).to.deep.equal([]);
      expect(stopped(over({ count: 3 }))).to.deep.equal([]);
      expect(stopped(pausedOn("2026-07-20"))).to.deep.equal(told);
      expect(stopped(over({ end: "2026-07-31" }))).to.deep.equal(told);
      // The rule of another contract since says nothing of the one before.
      expect(stopped(ruleOf({}, { start: "2026-10-05" }))).to.deep.equal(told);
      expect(stopped(ruleOf({}, { start: "2026-10-05" }), pausedOn("2026-09-05"))).to.deep.equal([]);
      // It goes on after two were skipped, or wait to be confirmed.
      const running = ruleOf({}, { start: "2026-06-25" });
      expect(stopped({ ...running, next: 4, nextOn: "2026-11-25" })).to.deep.equal([]);
    });

    it("are usual as other expenses are, as long as they are not found to recur", () => {
      const loose = ["2026-06-03", "2026-06-19", "2026-08-27"].map((day) => charge(day, "Rent", 90_000));
      expect(forecast([pausedOn("2026-06-20")], [...FOOD, ...loose])).to.deep.equal(
        forecast([], [...FOOD, ...loose]),
      );
    });
  });

  it("add up over the same days as a plain walk of the rest of the month", () => {
    for (let day = 10; day <= 30; day += 1) {
      const start = `2026-09-${day}`;
      expect(added(ruleOf({ amount: 100 }, { unit: "days", start }))).to.equal(100 * (31 - day));
    }
  });
});
