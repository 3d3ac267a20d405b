import { expect } from "chai";
import fc from "fast-check";
import { weekdayOf } from "../../domain/values/day";
import { monthDays, scheduleOf, typedSchedule } from "../../site/data/recurring/recurringRules";
import { monthlyAfter } from "../../site/data/recurring/startOfRule";

const MONTHLY = { every: "1", unit: "months", weekdays: [], on: "day", ends: "never", end: "", count: "12" };

const weekdays = fc.integer({ min: 1, max: 7 });
const nths = fc.constantFrom(1, 2, 3, 4, "last" as const);
const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last" as const));
const SCHEDULES = fc
  .tuple(
    fc.record({
      every: fc.integer({ min: 1, max: 1000 }),
      start: fc
        .date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    }),
    fc.oneof(
      fc.record({ unit: fc.constant("days" as const) }),
      fc.record({
        unit: fc.constant("weeks" as const),
        weekdays: fc.uniqueArray(weekdays, { minLength: 1 }).map((days) => days.sort()),
      }),
      fc.record({ unit: fc.constantFrom("months" as const, "years" as const), day: monthDay }),
      fc.record({ unit: fc.constant("months" as const), nth: nths, weekday: weekdays }),
    ),
    fc.oneof(
      fc.constant({}),
      fc.record({ count: fc.integer({ min: 1, max: 1000 }) }),
      fc.constant({ end: "2041-01-01" }),
    ),
  )
  .map(([base, on, ends]) => ({ ...base, ...on, ...ends }));

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
    const inArabic = { ...MONTHLY, every: "٢", unit: "days", ends: "count", count: "١٢" };
    expect(scheduleOf(start, inArabic)).to.deep.equal({ every: 2, unit: "days", start, count: 12 });
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

  it("keeps the day of a schedule that goes on from a shorter month, until its start is another day", () => {
    const start = "2027-02-28";
    for (const schedule of [
      { every: 1, unit: "months" as const, start, day: 31 },
      { every: 1, unit: "months" as const, start, nth: 2, weekday: 3 },
      { every: 1, unit: "years" as const, start, day: 29 },
      { every: 1, unit: "years" as const, start, day: "last" as const },
    ]) {
      const typed = { ...typedSchedule(schedule), ends: "end", end: "2027-12-31" };
      expect(scheduleOf(start, typed)).to.deep.equal({ ...schedule, end: "2027-12-31" });
      expect(scheduleOf("2027-03-15", { ...typed, on: "day" })).to.deep.include({ day: 15 });
    }
    const typed = typedSchedule({ every: 1, unit: "months", start, day: 31 });
    expect(monthDays(start, typed).get("day")).to.deep.equal({ day: 31 });
    expect(scheduleOf(start, { ...typed, on: "last" })).to.deep.include({ day: "last" });
    expect(scheduleOf(start, { ...typed, unit: "years" })).to.deep.include({ day: 28 });
  });

  it("says the same schedule again, whichever there is", () => {
    fc.assert(
      fc.property(SCHEDULES, (schedule) => {
        expect(scheduleOf(schedule.start, typedSchedule(schedule))).to.deep.equal(schedule);
      }),
    );
  });

  it("counts from the next time that an expense it is made from is still to come", () => {
    const today = "2026-11-28";
    const start = (day: string) => monthlyAfter(day, today).start;
    expect(start("2026-11-28")).to.equal("2026-12-28");
    expect(start("2026-11-01")).to.equal("2026-12-01");
    expect(start("2026-09-30")).to.equal("2026-11-30");
    expect(start("2026-12-05")).to.equal("2027-01-05");
    // The 31st stays the 31st, and leaves no shorter month out.
    const monthly = { every: 1, unit: "months" as const, day: 31 };
    expect(monthlyAfter("2026-10-31", today)).to.deep.equal({ ...monthly, start: "2026-11-30" });
    expect(monthlyAfter("2027-01-31", today)).to.deep.equal({ ...monthly, start: "2027-02-28" });
    const { start: first, ...schedule } = monthlyAfter("2026-10-31", today);
    expect(scheduleOf(first, typedSchedule({ start: first, ...schedule }))).to.include({ day: 31 });
  });

  it("names a day by its weekday only as far as each month has it", () => {
    expect([weekdayOf("2026-11-29"), weekdayOf("2026-11-30")]).to.deep.equal([7, 1]);
    const nthOf = (day: string) => monthDays(day, MONTHLY).get("nth")?.nth;
    expect(["2026-11-01", "2026-11-07", "2026-11-08", "2026-11-29"].map(nthOf)).to.deep.equal([
      ...[1, 1, 2, undefined],
    ]);
    const isLast = (day: string) => monthDays(day, MONTHLY).has("nthLast");
    expect([isLast("2026-02-22"), isLast("2026-02-21")]).to.deep.equal([true, false]);
  });
});
