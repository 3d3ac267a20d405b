import { expect } from "chai";
import { splitRule, successorOf } from "../../../domain/recurring/dividedRule";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { occurrence } from "../../../domain/recurring/occurrences";
import { shownRule } from "../../../domain/recurring/ruleAnswers";
import { changedRule, decidedRule, takeDue } from "../../../domain/recurring/rules";
import { authorOn, ruleOn } from "../../helpers/rules";

const RENT: Recurrence = { every: 1, unit: "months", start: "2026-07-10", day: 10 };
const LAST = "2027-03-31";
const MONTHS = ["07", "08", "09", "10", "11", "12", "01", "02", "03"];
const OTHERS: readonly Recurrence[] = [
  { every: 1, unit: "weeks", start: "2026-07-10", weekdays: [5] },
  { every: 1, unit: "weeks", start: "2026-11-20", weekdays: [5] },
  { every: 3, unit: "months", start: "2026-07-10", day: 10 },
  { every: 2, unit: "months", start: "2026-11-10", day: 10 },
  { every: 1, unit: "years", start: "2026-07-10", day: 10 },
  { every: 7, unit: "days", start: "2026-07-10" },
];

/** The days that a rule is due on through one, and the rule then. */
function ran(rule: Rule, today: string): { rule: Rule; days: string[] } {
  const { days, rule: moved } = takeDue(rule, authorOn(today), 400);
  return { rule: moved, days };
}

/** A schedule with the number of times that the page shows. */
function sent(rule: Rule, schedule: Recurrence): { schedule: Recurrence } {
  const { count } = shownRule(rule, LAST).schedule;
  return { schedule: { ...schedule, ...(count !== undefined && { count }) } };
}

/** The days of a rule that takes another schedule on a day and is monthly again at once, whole or from an occurrence on. */
function daysOf(today: string, other: Recurrence, day: number, { what, later, count }: Way): string[] {
  const author = authorOn(today);
  let { rule, days } = ran(ruleOn({ ...RENT, ...(count && { count }) }), today);
  const next = occurrence(rule.schedule, rule.next + later) ?? "";
  if (what !== undefined) rule = decidedRule(rule, next, what, author);
  if (what === "posted") days = [...days, next];
  const divided = later > 0 ? splitRule(rule, next, sent(rule, other), "NEXT", author) : undefined;
  const successor = divided && successorOf(divided);
  const changed = successor ?? changedRule(rule, sent(rule, other), author);
  const back = changedRule(changed, sent(changed, { ...RENT, day }), author);
  return [...days, ...(divided ? ran(divided, LAST).days : []), ...ran(back, LAST).days];
}

interface Way {
  /** Decided about the occurrence from which on the schedule is another one. */
  what: "posted" | "skipped" | undefined;
  later: 0 | 1;
  count: number | undefined;
}

describe("a monthly expense that takes another rhythm by mistake, and its own again", () => {
  const AUTHOR = authorOn("2026-11-10");
  const FIRST: Recurrence = { ...RENT, start: "2026-12-01", day: 1 };
  const WEEKLY: Recurrence = { every: 1, unit: "weeks", start: "2026-12-01" };
  const moved = (rule: Rule, schedules: readonly Recurrence[]) =>
    schedules.reduce((one, schedule) => changedRule(one, { schedule }, AUTHOR), rule);

  const WAYS: readonly (readonly [string, readonly Recurrence[]])[] = [
    ["moved to other days of its weeks", [3, 5].map((weekday) => ({ ...WEEKLY, weekdays: [weekday] }))],
    ["was due on the day that was posted, and moved", [2, 3].map((one) => ({ ...WEEKLY, weekdays: [one] }))],
    ["began after that month", [{ ...WEEKLY, start: "2027-01-15", weekdays: [5] }]],
    [
      "was monthly after that month, and another one again",
      [{ ...FIRST, start: "2027-01-15", day: 15 }, WEEKLY],
    ],
    ["was followed by a third one", [WEEKLY, { ...FIRST, every: 3 }, { ...WEEKLY, weekdays: [4] }]],
  ];
  for (const [how, others] of WAYS) {
    it(`is due once in each month if the other rhythm ${how}`, () => {
      const rule = decidedRule(ruleOn(FIRST), "2026-12-01", "posted", AUTHOR);
      const back = moved(rule, [...others, { ...FIRST, day: 25 }]);
      expect(ran(back, "2027-01-31").days).to.deep.equal(["2027-01-25"]);
    });
  }

  it("is due in a month in which the other rhythm was posted early, on whichever day", () => {
    const weekly = decidedRule(moved(ruleOn(FIRST), [WEEKLY]), "2026-12-01", "posted", AUTHOR);
    const back = moved(weekly, [{ ...FIRST, day: 25 }]);
    expect(ran(back, "2027-01-31").days).to.deep.equal(["2026-12-25", "2027-01-25"]);
  });

  it("remembers the last twenty rhythms that were due on a noted day", () => {
    const rule = decidedRule(ruleOn(FIRST), "2026-12-01", "posted", AUTHOR);
    const others = Array.from({ length: 25 }, (_, index) => ({ ...WEEKLY, every: index + 1 }));
    const every = moved(rule, others).rhythms?.map(({ schedule }) => schedule.every);
    expect(every).to.deep.equal(Array.from({ length: 20 }, (_, index) => 24 - index));
  });

  it("remembers nothing of where its expense was, once it is due there again", () => {
    const rule = decidedRule(ruleOn(FIRST), "2026-12-01", "posted", AUTHOR);
    expect(moved(rule, [{ ...FIRST, day: 25 }]).postedAs).to.have.all.keys("2026-12-25");
    expect(moved(rule, [{ ...FIRST, day: 25 }, FIRST]).postedAs).to.equal(undefined);
  });

  for (const later of [0, 1] as const) {
    for (const count of [undefined, 9]) {
      for (const what of [undefined, "posted", "skipped"] as const) {
        const how = `${what ?? "open"}${later > 0 ? ", from the next but one on" : ""}${count ? ", so many times" : ""}`;
        it(`is due once in each month, whatever its other day: ${how}`, () => {
          for (const other of OTHERS) {
            for (const today of ["2026-11-05", "2026-11-10", "2026-11-20"]) {
              for (const day of [5, 10, 15, 25]) {
                const days = daysOf(today, other, day, { what, later, count });
                const months = days.map((one) => one.slice(5, 7));
                const because = `${today} ${JSON.stringify(other)} ${day}: ${days}`;
                expect(new Set(months).size, because).to.equal(months.length);
                expect(months.length, because).to.equal(MONTHS.length - (what === "skipped" ? 1 : 0));
              }
            }
          }
        });
      }
    }
  }
});
