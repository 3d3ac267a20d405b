import { expect } from "chai";
import { NEVER } from "../../../domain/ledgers/dueItems";
import { splitRule, successorOf } from "../../../domain/recurring/dividedRule";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { changedRule, decidedRule, dueAtOf, takeDue } from "../../../domain/recurring/rules";
import { refusalOf } from "../../helpers/refusalOf";
import { authorOn, ruleOn } from "../../helpers/rules";

const MONTHLY: Recurrence = { every: 1, unit: "months", start: "2026-01-31" };
const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAW";

/** The rule once a run on a day has done all that was due. */
const ranOn = (rule: Rule, today: string) => takeDue(rule, authorOn(today), 400).rule;

describe("a recurring expense that changes from an occurrence on", () => {
  it("is split before an occurrence into one that ends and one that goes on", () => {
    const rule = ranOn(ruleOn({ ...MONTHLY, count: 6 }), "2026-01-31");
    const content = { ...rule.content, amount: 95000 };
    const early = decidedRule(rule, "2026-04-30", "posted", authorOn("2026-02-01"));
    const ended = splitRule(early, "2026-03-31", { content }, ID, authorOn("2026-02-01"));
    expect(takeDue(ended, authorOn("2027-01-01"), 400).days).to.deep.equal(["2026-02-28"]);
    expect(ended.decided).to.equal(undefined);
    const successor = successorOf(ended);
    if (successor === undefined) throw new Error("There is no successor.");
    expect(successor.content.amount).to.equal(95000);
    expect(takeDue(successor, authorOn("2027-01-01"), 400).days).to.deep.equal([
      ...["2026-03-31", "2026-05-31", "2026-06-30"],
    ]);
  });

  it("has as many occurrences as before, if another schedule holds from a day on", () => {
    const rule = ranOn(ruleOn({ every: 1, unit: "months", start: "2026-06-05", count: 12 }), "2026-11-28");
    const schedule = { ...rule.schedule, day: 10 };
    const ended = splitRule(rule, "2027-01-05", { schedule }, ID, authorOn("2026-11-28"));
    const successor = successorOf(ended);
    const days = (one: Rule | undefined) => (one ? takeDue(one, authorOn("2030-01-01"), 400).days : []);
    expect(days(ended)).to.deep.equal(["2026-12-05"]);
    expect(days(successor)).to.have.length(5).and.include.members(["2027-01-10", "2027-05-10"]);
    const none = () =>
      splitRule(rule, "2027-01-05", { schedule: { ...schedule, count: 7 } }, ID, authorOn("2026-11-28"));
    expect(refusalOf(none)).to.include({ status: 400, code: "schedule.countDone" });
  });

  it("is changed in place from its next occurrence on, and on no day that is none", () => {
    const rule = ruleOn(MONTHLY);
    const changed = splitRule(rule, "2026-01-31", { mode: "propose" }, ID, authorOn("2026-01-30"));
    expect(changed).to.deep.include({ id: rule.id, mode: "propose", nextOn: "2026-01-31" });
    expect(changed).to.not.have.property("successor");
    const split = () => splitRule(rule, "2026-03-30", { mode: "propose" }, ID, authorOn("2026-01-30"));
    expect(refusalOf(split).code).to.equal("occurrence.notFound");
  });

  it("stays paused as a whole until somebody resumes it", () => {
    const rule = ruleOn(MONTHLY);
    const today = authorOn("2026-01-10");
    const paused = changedRule(rule, { paused: true }, today);
    const content = { ...rule.content, amount: 95000 };
    const successor = successorOf(splitRule(paused, "2026-02-28", { content }, ID, today));
    if (successor === undefined) throw new Error("There is no successor.");
    expect(successor.pausedAt).to.equal(paused.pausedAt);
    expect(dueAtOf(successor, "UTC")).to.equal(NEVER);
    const resumed = changedRule(successor, { paused: false }, authorOn("2026-03-15"));
    expect(takeDue(resumed, authorOn("2026-04-01"), 400).days).to.deep.equal(["2026-03-31"]);
    const active = successorOf(splitRule(rule, "2026-02-28", { content }, ID, today));
    expect(active).to.not.have.property("pausedAt");
  });

  it("takes another rhythm no earlier than the day on which that starts, and no earlier than the occurrence", () => {
    const weekly = ruleOn({ every: 1, unit: "weeks", start: "2026-11-02" });
    const today = authorOn("2026-11-20");
    const days = (rule: Rule, from: string, start: string, last: string) => {
      const changed = splitRule(
        rule,
        from,
        { schedule: { every: 1, unit: "months", start, day: 1 } },
        ID,
        today,
      );
      return takeDue(successorOf(changed) ?? changed, authorOn(last), 400).days;
    };
    for (const rule of [weekly, ranOn(weekly, "2026-12-07")]) {
      expect(days(rule, "2026-12-14", "2027-03-01", "2027-04-30")).to.deep.equal([
        "2027-03-01",
        "2027-04-01",
      ]);
      expect(days(rule, "2026-12-14", "2026-11-02", "2027-01-31")).to.deep.equal(["2027-01-01"]);
    }
  });
});
