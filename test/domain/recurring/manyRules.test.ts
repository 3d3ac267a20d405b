import { mock } from "node:test";
import { expect } from "chai";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { calendarText, MAX_EVENTS } from "../../../domain/recurring/calendarText";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { countBetween, dueAmong, occurrencesBetween } from "../../../domain/recurring/occurrences";
import { shownRule, shownRules } from "../../../domain/recurring/ruleAnswers";
import { changedRule, decidedRule } from "../../../domain/recurring/rules";
import { addDays } from "../../../domain/values/day";
import { MAX_RULES } from "../../../domain/values/limits";
import { authorOn, ruleOn } from "../../helpers/rules";
import { runs } from "../../helpers/runs";

const TODAY = "2026-11-26";
const DAILY: Recurrence = { every: 1, unit: "days", start: "2026-11-27" };
const MANY = Array.from({ length: MAX_RULES }, (_, index) => ruleOn(DAILY, { id: `R${index}` }, TODAY));
const DAYS_OF_YEAR = 366;

/** The number of times that the days of a schedule are computed meanwhile. */
function computed(act: () => unknown): number {
  const from = mock.method(Temporal.PlainDate, "from");
  act();
  const count = from.mock.callCount();
  from.mock.restore();
  return count;
}
const feedOf = (rules: readonly Rule[]) =>
  calendarText(rules, { name: "Flat", today: TODAY, amounts: false });
const daysIn = (text: string) => [...text.matchAll(/^DTSTART;VALUE=DATE:(\d+)/gm)].map(([, day]) => day);

const SCHEDULES: fc.Arbitrary<Recurrence> = fc
  .record({
    every: fc.integer({ min: 1, max: 40 }),
    start: fc.integer({ min: -800, max: 400 }).map((days) => addDays(TODAY, days)),
    on: fc.constantFrom<Partial<Recurrence>>(
      { unit: "days" },
      { unit: "weeks", weekdays: [1, 4, 7] },
      { unit: "months", day: 31 },
      { unit: "months", nth: "last", weekday: 5 },
      { unit: "years", day: 29 },
    ),
    ends: fc.constantFrom<Partial<Recurrence>>({}, { count: 3 }, { count: 200 }, { end: "2027-03-15" }),
  })
  .map(({ every, start, on, ends }) => ({ unit: "days", ...on, ...ends, every, start }));

describe("many recurring expenses", () => {
  it("are put into a calendar by computing the days that it shows, not all of a year", () => {
    let text = "";
    const count = computed(() => {
      text = feedOf(MANY);
    });
    expect(daysIn(text)).to.have.length(MAX_EVENTS);
    expect(count)
      .to.be.below(MAX_EVENTS + 40 * MAX_RULES)
      .and.below((MAX_RULES * DAYS_OF_YEAR) / 4);
    const [first, last] = [daysIn(text)[0], daysIn(text).at(-1)];
    expect([first, last]).to.deep.equal(["20261127", "20261206"]);
  });

  it("are listed with what they cost a year without computing each day", () => {
    const count = computed(() => shownRules(MANY, TODAY));
    expect(count).to.be.below((MAX_RULES * DAYS_OF_YEAR) / 4);
  });

  it("are counted as a walk through their days counts them", () => {
    fc.assert(
      fc.property(SCHEDULES, fc.nat(800), fc.array(fc.nat(500)), (schedule, length, skipped) => {
        const last = addDays(TODAY, length);
        const walked = [...occurrencesBetween(schedule, TODAY, last)];
        const except = [...new Set(skipped)].map((days) => addDays(TODAY, days));
        expect(countBetween(schedule, TODAY, last)).to.equal(walked.length);
        const kept = walked.filter((day) => !except.includes(day));
        expect(countBetween(schedule, TODAY, last, except)).to.equal(kept.length);
        expect(dueAmong(schedule, walked)).to.deep.equal(walked);
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  it("come in the calendar in order, whatever their rhythms", () => {
    const rules = [
      ruleOn({ ...DAILY, every: 9 }, { id: "A" }, TODAY),
      ruleOn({ every: 1, unit: "weeks", start: TODAY }, { id: "B" }, TODAY),
      ruleOn({ every: 1, unit: "months", start: TODAY, count: 2 }, { id: "C" }, TODAY),
    ];
    const days = daysIn(feedOf(rules));
    const expected = rules.flatMap(({ schedule }) => [...occurrencesBetween(schedule, TODAY, "2027-11-25")]);
    expect(days).to.deep.equal(expected.map((day) => day.replaceAll("-", "")).sort());
  });

  it("show no decided day on which another schedule is not due any more", () => {
    const author = authorOn(TODAY);
    const skipped = decidedRule(ruleOn(DAILY, {}, TODAY), "2026-11-28", "skipped", author);
    expect(shownRule(skipped, TODAY).decided).to.deep.equal([{ day: "2026-11-28", state: "skipped" }]);
    const moved = changedRule(
      skipped,
      { schedule: { every: 1, unit: "weeks", start: "2026-11-27" } },
      author,
    );
    expect(shownRule(moved, TODAY)).not.to.have.property("decided");
  });
});
