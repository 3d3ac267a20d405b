import { expect } from "chai";
import { refusalOf } from "../../../domain/http/refuses";
import { schedule } from "../../../domain/recurring/scheduleSchema";

const MONTHLY = { every: 1, unit: "months", start: "2026-11-26" };
const WEEKLY = { every: 1, unit: "weeks", start: "2026-11-26" };

/** Bad schedules, with the property that is named and the code of the refusal. */
const BAD: [what: string, schedule: unknown, field: string, code: string][] = [
  ["no object", "monthly", "", "schedule.invalid"],
  ["every 0", { ...MONTHLY, every: 0 }, "every", "schedule.everyInvalid"],
  ["every 1.5", { ...MONTHLY, every: 1.5 }, "every", "schedule.everyInvalid"],
  ["every 1,001", { ...MONTHLY, every: 1001 }, "every", "schedule.everyInvalid"],
  ["an unknown unit", { ...MONTHLY, unit: "fortnights" }, "unit", "schedule.unitInvalid"],
  ["a start that is no day", { ...MONTHLY, start: "2026-02-30" }, "start", "date.invalid"],
  ["an end that is no day", { ...MONTHLY, end: "soon" }, "end", "date.invalid"],
  ["no weekday", { ...WEEKLY, weekdays: [] }, "weekdays", "schedule.weekdaysInvalid"],
  ["weekday 0", { ...WEEKLY, weekdays: [0] }, "weekdays.0", "schedule.weekdaysInvalid"],
  ["a weekday twice", { ...WEEKLY, weekdays: [1, 1] }, "weekdays", "schedule.weekdaysInvalid"],
  ["weekdays of months", { ...MONTHLY, weekdays: [1] }, "weekdays", "schedule.weekdaysInvalid"],
  ["day 0", { ...MONTHLY, day: 0 }, "day", "schedule.dayInvalid"],
  ["day 32", { ...MONTHLY, day: 32 }, "day", "schedule.dayInvalid"],
  ["a day of weeks", { ...WEEKLY, day: 1 }, "day", "schedule.dayInvalid"],
  ["a day and a weekday", { ...MONTHLY, day: 1, nth: 1, weekday: 1 }, "day", "schedule.dayInvalid"],
  ["a fifth weekday", { ...MONTHLY, nth: 5, weekday: 1 }, "nth", "schedule.weekdayInvalid"],
  ["nth without a weekday", { ...MONTHLY, nth: 1 }, "weekday", "schedule.weekdayInvalid"],
  ["a weekday without nth", { ...MONTHLY, weekday: 1 }, "weekday", "schedule.weekdayInvalid"],
  ["31 February", { every: 1, unit: "years", start: "2026-02-01", day: 31 }, "day", "schedule.dayImpossible"],
  ["the 31st every 12 months", { ...MONTHLY, every: 12, day: 31 }, "day", "schedule.dayImpossible"],
  ["count 0", { ...MONTHLY, count: 0 }, "count", "schedule.countInvalid"],
  ["count 1,001", { ...MONTHLY, count: 1001 }, "count", "schedule.countInvalid"],
  ["an end and a count", { ...MONTHLY, end: "2027-01-01", count: 2 }, "count", "schedule.endOrCount"],
  ["an end before the start", { ...MONTHLY, end: "2026-11-25" }, "end", "schedule.endBeforeStart"],
  ["an end before the first", { ...MONTHLY, day: 1, end: "2026-11-30" }, "end", "schedule.endBeforeStart"],
];

describe("schedules in requests", () => {
  for (const [what, bad, field, code] of BAD) {
    it(`are refused with ${what}`, () => {
      const { error } = schedule.safeParse(bad);
      const [issue] = error?.issues ?? [];
      expect(issue?.path.join(".")).to.equal(field);
      expect(refusalOf(issue?.message ?? "")?.code).to.equal(code);
    });
  }

  it("are taken with any way to name the days, and come in order", () => {
    for (const good of [
      { ...WEEKLY, weekdays: [1, 5] },
      { ...MONTHLY, day: "last", end: "2026-11-30" },
      { ...MONTHLY, nth: "last", weekday: 7, count: 1 },
      { every: 4, unit: "years", start: "2024-02-29", day: 29 },
      { every: 1000, unit: "days", start: "1900-01-01" },
    ]) {
      expect(schedule.parse(good)).to.deep.equal(good);
    }
    expect(schedule.parse({ ...WEEKLY, weekdays: [5, 1] })).to.deep.include({ weekdays: [1, 5] });
  });
});
