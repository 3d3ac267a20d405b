import { expect } from "chai";
import { insightsOf } from "../../../domain/insights/findings";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import { plannedOf, withPast } from "../../../domain/insights/plannedCharges";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { changedRule, decidedRule, newRule, takeDue } from "../../../domain/recurring/rules";
import { groceries, historyOf, monthly } from "./histories";

const TODAY = "2026-09-10";
const author = { userId: "ann", now: new Date(`${TODAY}T12:00:00Z`), today: TODAY };
const FOOD = groceries("2025-06-01", TODAY);

function ruleOf(content: Partial<Rule["content"]> = {}, schedule: Partial<Recurrence> = {}): Rule {
  const own = { description: "Rent", category: "Housing", amount: 90_000, currency: "EUR", ...content };
  const due: Recurrence = { every: 1, unit: "months", start: "2026-09-25", ...schedule };
  return newRule({ content: own, schedule: due, mode: "post" }, "rent", "ledger", author);
}

const planned = (rules: readonly Rule[], charges: readonly Charge[], today = TODAY) => ({
  ...historyOf(charges, today),
  planned: withPast(plannedOf(rules, today), charges),
});
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
    const history = planned([early], FOOD);
    const entered = forecastOf({ ...history, ahead: new Map([["2026-09-25", 90_000]]) });
    expect(entered?.total).to.equal(none.total + 90_000);
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

  it("are no news while the rule runs", () => {
    const paid = [...FOOD, ...monthly("2025-06-25", 15, "Rent", 90_000, "Housing")];
    const told = (...rules: Rule[]) =>
      insightsOf(planned(rules, paid), () => false).findings.filter(({ kind }) => kind === "recurring")
        .length;
    expect([told(), told(ruleOf())]).to.deep.equal([1, 0]);
    expect(told(changedRule(ruleOf(), { paused: true }, author))).to.equal(1);
    expect(told(takeDue(ruleOf({}, { count: 1, start: TODAY }), author, 10).rule)).to.equal(1);
  });

  it("add up over the same days as a plain walk of the rest of the month", () => {
    for (let day = 10; day <= 30; day += 1) {
      const start = `2026-09-${day}`;
      expect(added(ruleOf({ amount: 100 }, { unit: "days", start }))).to.equal(100 * (31 - day));
    }
  });
});
