import { expect } from "chai";
import fc from "fast-check";
import { splitRule, successorOf } from "../../../domain/recurring/dividedRule";
import { commonPeriods } from "../../../domain/recurring/duePeriods";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { occurrence } from "../../../domain/recurring/occurrences";
import { changedRule, decidedRule, takeDue } from "../../../domain/recurring/rules";
import { addDays } from "../../../domain/values/day";
import { authorOn, ruleOn } from "../../helpers/rules";

const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAW";
const FIRST = "2026-01-01";
const LAST = "2026-12-31";

/** A rule, and the days that it was due on so far. */
interface Run {
  rule: Rule;
  days: string[];
}

function ran({ rule, days }: Run, today: string): Run {
  const due = takeDue(rule, authorOn(today), 400);
  return { rule: due.rule, days: [...days, ...due.days] };
}

interface Way {
  /** The number of occurrences before the one from which on it takes the other schedule; 0 changes it in place. */
  later: number;
  /** True if that one was posted early. */
  early: boolean;
  /** True if it was changed from its next occurrence on before, which counts its occurrences anew. */
  anew: boolean;
}

/** All days on which a rule is due that takes another schedule on a day. */
function daysWith(before: Recurrence, after: Recurrence, today: string, { later, early, anew }: Way) {
  let { rule, days } = ran({ rule: ruleOn(before), days: [] }, today);
  if (anew) rule = splitRule(rule, rule.nextOn ?? "", {}, ID, authorOn(today));
  const next = occurrence(rule.schedule, rule.next + later) ?? "";
  if (early) {
    rule = decidedRule(rule, next, "posted", authorOn(today));
    days = [...days, next];
  }
  const terms = { schedule: after };
  const changed =
    later > 0 ? splitRule(rule, next, terms, ID, authorOn(today)) : changedRule(rule, terms, authorOn(today));
  const ended = ran({ rule: changed, days }, LAST);
  const successor = successorOf(changed);
  return successor ? ran({ rule: successor, days: ended.days }, LAST).days : ended.days;
}

const dayOfMonth = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last" as const));
const monthly = fc
  .tuple(fc.constantFrom(1, 2, 3), dayOfMonth)
  .map(([every, day]): Recurrence => ({ every, unit: "months", start: FIRST, day }));
const weekly = fc
  .tuple(fc.constantFrom(1, 2), fc.integer({ min: 1, max: 7 }))
  .map(
    ([every, weekday]): Recurrence => ({ every, unit: "weeks", start: "2026-01-05", weekdays: [weekday] }),
  );

describe("A recurring expense that moves to another day of its months or weeks", () => {
  it("is due once in each of them, whenever it is moved, from whichever occurrence on, also if one was posted early", () => {
    const pairs = fc
      .oneof(fc.tuple(monthly, monthly), fc.tuple(weekly, weekly))
      .map(([before, { day, weekdays }]) => {
        const after = { ...before, ...(before.unit === "months" ? { day } : { weekdays }) };
        return [before, after] as const;
      });
    fc.assert(
      fc.property(
        pairs,
        fc.integer({ min: 31, max: 250 }),
        fc.record({ later: fc.integer({ min: 0, max: 2 }), early: fc.boolean(), anew: fc.boolean() }),
        ([before, after], offset, way) => {
          const days = daysWith(before, after, addDays(FIRST, offset), way);
          const periodStart = commonPeriods(before, after);
          const periods = days.map((day) => periodStart?.(day) ?? "").sort();
          const plain = takeDue(ruleOn(after), authorOn(LAST), 400).days.map(
            (day) => periodStart?.(day) ?? "",
          );
          // The last one may be due after the end.
          expect(periods.slice(0, plain.length - 1)).to.deep.equal(plain.slice(0, -1));
          expect(new Set(periods).size).to.equal(periods.length);
        },
      ),
    );
  });

  const rent = (start: string, today: string) =>
    ran({ rule: ruleOn({ every: 1, unit: "months", start }), days: [] }, today).rule;

  it("is due next in the month after the last one that it was due in, also on a day that is past", () => {
    const moved = (rule: Rule, start: string) =>
      changedRule(
        rule,
        { schedule: { ...rule.schedule, start, day: Number(start.slice(8)) } },
        authorOn("2026-11-20"),
      );
    expect(moved(rent("2026-01-01", "2026-11-20"), "2026-01-25").nextOn).to.equal("2026-12-25");
    expect(moved(rent("2026-01-28", "2026-11-20"), "2026-01-10").nextOn).to.equal("2026-11-10");
    // Its first day is one that somebody chose.
    expect(moved(rent("2026-12-01", "2026-11-20"), "2026-11-25").nextOn).to.equal("2026-11-25");
  });

  it("is due in the month of its first day, also if that is late, and its other day is past", () => {
    const rule = ruleOn({ every: 1, unit: "months", start: "2026-12-25" }, {}, "2026-12-01");
    const on = (today: string, start: string, day: number) =>
      changedRule(rule, { schedule: { every: 1, unit: "months", start, day } }, authorOn(today)).nextOn;
    expect(on("2026-12-10", "2026-12-01", 1)).to.equal("2026-12-01");
    expect(on("2027-01-20", "2026-12-01", 15)).to.equal("2026-12-15");
    expect(on("2026-12-10", "2027-01-01", 1)).to.equal("2027-01-01");
  });

  it("is due again after it had ended in the month after the last one, or from today on if that is later", () => {
    const ended = (start: string) =>
      ran({ rule: ruleOn({ every: 1, unit: "months", start, count: 3 }), days: [] }, "2026-11-20").rule;
    const prolonged = (rule: Rule, day: number) => {
      const { count: _count, ...schedule } = rule.schedule;
      return changedRule(rule, { schedule: { ...schedule, day } }, authorOn("2026-11-20")).nextOn;
    };
    expect(prolonged(ended("2026-09-15"), 25)).to.equal("2026-12-25");
    expect(prolonged(ended("2026-09-15"), 10)).to.equal("2026-12-10");
    expect(prolonged(ended("2026-08-15"), 25)).to.equal("2026-11-25");
    expect(prolonged(ended("2026-03-15"), 25)).to.equal("2026-11-25");
  });

  it("is due next in the month after the last one also if it was changed from its next occurrence on before", () => {
    const rule = rent("2026-09-15", "2026-11-20");
    const monthly = (start: string): Recurrence => ({ every: 1, unit: "months", start });
    const on = (day: string, from: Rule, start: string) =>
      changedRule(from, { schedule: monthly(start) }, authorOn(day)).nextOn;
    const dearer = splitRule(rule, "2026-12-15", { mode: "propose" }, ID, authorOn("2026-11-20"));
    expect(dearer).to.deep.include({ next: 0, nextOn: "2026-12-15" });
    expect(on("2026-11-20", dearer, "2026-09-25")).to.equal("2026-12-25");
    expect(on("2026-11-20", rule, "2026-12-25")).to.equal("2026-12-25");
    const twice = splitRule(dearer, "2026-12-15", { mode: "post" }, ID, authorOn("2026-11-20"));
    expect(on("2026-11-20", twice, "2026-09-25")).to.equal("2026-12-25");
    // After a break that somebody chose, it is due from the day on which that is taken back.
    const terms = { schedule: monthly("2027-03-15") };
    const broken = splitRule(rule, "2026-12-15", terms, ID, authorOn("2026-11-20"));
    expect(broken.nextOn).to.equal("2027-03-15");
    expect(on("2026-11-20", broken, "2026-09-25")).to.equal("2026-12-25");
    expect(on("2027-02-10", broken, "2026-09-25")).to.equal("2027-02-25");
  });

  it("is not due in a month before it begins, in which the rule that it continues is due", () => {
    const split = splitRule(rent("2026-09-28", "2026-11-20"), "2026-12-28", {}, ID, authorOn("2026-11-20"));
    const successor = successorOf(split) ?? expect.fail("There is no successor.");
    const schedule = { ...successor.schedule, start: "2026-09-25", day: 25 };
    const moved = changedRule(successor, { schedule }, authorOn("2026-11-20"));
    expect(moved.nextOn).to.equal("2026-12-25");
    expect(ran({ rule: split, days: [] }, LAST).days).to.deep.equal(["2026-11-28"]);
  });

  it("has no such periods with another rhythm, or with other months", () => {
    const yearly: Recurrence = { every: 1, unit: "years", start: "2026-03-10" };
    expect(commonPeriods(yearly, { ...yearly, start: "2025-03-31" })?.("2027-03-31")).to.equal("2027-03-01");
    expect(commonPeriods(yearly, { ...yearly, start: "2026-05-10" })).to.equal(undefined);
    expect(commonPeriods(yearly, { ...yearly, unit: "months", every: 12 })).to.equal(undefined);
    expect(commonPeriods(yearly, { ...yearly, every: 2 })).to.equal(undefined);
    const weeks: Recurrence = { every: 2, unit: "weeks", start: "2026-11-30", weekdays: [1] };
    expect(commonPeriods(weeks, { ...weeks, start: "2026-12-20" })?.("2026-12-06")).to.equal("2026-11-30");
    expect(commonPeriods(weeks, { ...weeks, start: "2026-12-07" })).to.equal(undefined);
    expect(commonPeriods(weeks, { ...weeks, weekdays: [1, 4] })).to.equal(undefined);
    const days: Recurrence = { every: 7, unit: "days", start: FIRST };
    expect(commonPeriods(days, { ...days, start: "2026-01-02" })).to.equal(undefined);
  });
});
