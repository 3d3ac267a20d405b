import { expect } from "chai";
import { weekdayOf } from "../../domain/values/day";
import { isInLastWeek, nthOf, scheduleOf, typedSchedule } from "../../site/data/recurring/recurringRules";

const MONTHLY = { every: "1", unit: "months", weekdays: [], on: "day", ends: "never", end: "", count: "12" };

describe("The form of a recurring expense", () => {
  it("says when it recurs, by the day that it counts from", () => {
    // A Friday, the fourth and last one of its month.
    const start = "2026-11-27";
    expect(scheduleOf(start, MONTHLY)).to.deep.equal({ every: 1, unit: "months", start, day: 27 });
    expect(scheduleOf(start, { ...MONTHLY, on: "last" })).to.deep.include({ day: "last" });
    expect(scheduleOf(start, { ...MONTHLY, on: "nth" })).to.deep.include({ nth: 4, weekday: 5 });
    expect(scheduleOf(start, { ...MONTHLY, on: "nthLast" })).to.deep.include({ nth: "last", weekday: 5 });
    expect(scheduleOf(start, { ...MONTHLY, unit: "weeks" })).to.deep.include({ weekdays: [5] });
    expect(scheduleOf(start, { ...MONTHLY, unit: "years", ends: "count" })).to.deep.equal({
      ...{ every: 1, unit: "years", start, day: 27, count: 12 },
    });
    expect(scheduleOf(start, { ...MONTHLY, unit: "days", ends: "end", end: "2026-12-01" })).to.deep.equal({
      ...{ every: 1, unit: "days", start, end: "2026-12-01" },
    });
  });

  it("begins with the schedule that there is, and says the same again", () => {
    for (const schedule of [
      { every: 2, unit: "weeks" as const, start: "2026-11-27", weekdays: [1, 5] },
      { every: 1, unit: "months" as const, start: "2026-11-27", nth: "last" as const, weekday: 5 },
      { every: 3, unit: "months" as const, start: "2026-11-30", day: "last" as const, count: 4 },
      { every: 1, unit: "years" as const, start: "2028-02-29", day: 29, end: "2032-02-29" },
    ]) {
      expect(scheduleOf(schedule.start, typedSchedule(schedule))).to.deep.equal(schedule);
    }
  });

  it("knows the weekday of a day, and which one of its month it is", () => {
    expect([weekdayOf("2026-11-29"), weekdayOf("2026-11-30")]).to.deep.equal([7, 1]);
    expect([
      nthOf("2026-11-01"),
      nthOf("2026-11-07"),
      nthOf("2026-11-08"),
      nthOf("2026-11-29"),
    ]).to.deep.equal([1, 1, 2, 5]);
    expect([isInLastWeek("2026-02-22"), isInLastWeek("2026-02-21")]).to.deep.equal([true, false]);
  });
});
