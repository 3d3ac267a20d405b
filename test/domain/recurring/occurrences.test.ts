import { expect } from "chai";
import fc from "fast-check";
import type { Recurrence } from "../../../domain/recurring/model";
import {
  begunBy,
  completed,
  firstFrom,
  isImpossible,
  occurrence,
  occurrencesBetween,
  startOfDay,
} from "../../../domain/recurring/occurrences";
import { dueAtOf, takeDue } from "../../../domain/recurring/rules";
import { addDays, dayIn } from "../../../domain/values/day";
import { ruleOn } from "../../helpers/rules";
import { runs } from "../../helpers/runs";

/** Days that are walked in a zone, and the occurrences among them that are waited for: 30 years in the soak run. */
const [WALKED, DUE] = process.env.FULL ? [30 * 366, 400] : [1000, 20];

const ZONES = [
  ...["UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo"],
  ...[
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kolkata",
    "America/Havana",
    "Pacific/Chatham",
    "America/St_Johns",
  ],
];

/** The first occurrences of a schedule. */
const first = (schedule: Recurrence, count: number) =>
  Array.from({ length: count }, (_, n) => occurrence(completed(schedule), n));

describe("occurrences of a rule", () => {
  it("on the 31st are on the last day of shorter months, and back on the 31st", () => {
    const monthly: Recurrence = { every: 1, unit: "months", start: "2027-01-31" };
    expect(first(monthly, 5)).to.deep.equal([
      ...["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
    ]);
    expect(occurrence(completed(monthly), 13)).to.equal("2028-02-29");
    const last: Recurrence = { every: 1, unit: "months", start: "2027-02-01", day: "last" };
    expect(first(last, 3)).to.deep.equal(["2027-02-28", "2027-03-31", "2027-04-30"]);
  });

  it("on 29 February are on the 28th in common years", () => {
    const yearly: Recurrence = { every: 1, unit: "years", start: "2024-02-29" };
    expect(first(yearly, 5)).to.deep.equal([
      ...["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
    ]);
  });

  it("come on weekdays of every nth week, and on the nth weekday of a month", () => {
    // 2026-11-26 is a Thursday.
    const weekly: Recurrence = { every: 2, unit: "weeks", start: "2026-11-26", weekdays: [1, 4] };
    expect(first(weekly, 4)).to.deep.equal(["2026-11-26", "2026-12-07", "2026-12-10", "2026-12-21"]);
    const second: Recurrence = { every: 1, unit: "months", start: "2026-11-26", nth: 2, weekday: 2 };
    expect(first(second, 2)).to.deep.equal(["2026-12-08", "2027-01-12"]);
    const last: Recurrence = { every: 1, unit: "months", start: "2026-11-26", nth: "last", weekday: 5 };
    expect(first(last, 3)).to.deep.equal(["2026-11-27", "2026-12-25", "2027-01-29"]);
  });

  it("end with their count, with their end, and with the calendar", () => {
    const daily: Recurrence = { every: 1, unit: "days", start: "2026-11-26" };
    expect(first({ ...daily, count: 2 }, 3)).to.deep.equal(["2026-11-26", "2026-11-27", undefined]);
    expect(first({ ...daily, end: "2026-11-27" }, 3)).to.deep.equal(["2026-11-26", "2026-11-27", undefined]);
    for (const unit of ["days", "weeks", "months", "years"] as const) {
      const far = completed({ every: 1000, unit, start: "2026-11-26" });
      expect(occurrence(far, 1e6), unit).to.equal(undefined);
      expect(firstFrom(far, "9999-12-31"), unit).to.equal(undefined);
    }
  });

  it("are impossible on days that their only month never has", () => {
    const yearly = (start: string, day: number): Recurrence => ({ every: 1, unit: "years", start, day });
    expect(isImpossible(yearly("2026-02-01", 31))).to.equal(true);
    expect(isImpossible(yearly("2026-02-01", 29))).to.equal(false);
    expect(isImpossible({ every: 12, unit: "months", start: "2026-02-01", day: 30 })).to.equal(true);
    expect(isImpossible({ every: 6, unit: "months", start: "2026-02-01", day: 31 })).to.equal(false);
  });

  it("equal a walk through the calendar day by day over 30 years", () => {
    fc.assert(
      fc.property(schedules, (drawn) => {
        const schedule = completed(drawn);
        const last = `${Number(schedule.start.slice(0, 4)) + 30}-12-31`;
        const walked = [...walk(drawn, last)];
        expect([...occurrencesBetween(schedule, schedule.start, last)]).to.deep.equal(walked);
        const middle = walked[Math.floor(walked.length / 2)];
        if (middle !== undefined) {
          expect(firstFrom(schedule, middle)).to.equal(walked.indexOf(middle));
          expect(occurrence(schedule, walked.indexOf(middle))).to.equal(middle);
        }
      }),
    );
  });

  it("are on the same days if the rule had begun earlier, and more before it", () => {
    const unit = fc.constantFrom("days" as const, "weeks" as const, "months" as const, "years" as const);
    const start = fc.integer({ min: 0, max: 800 }).map((days) => addDays("2025-01-01", days));
    const day = fc.option(fc.constantFrom(1, 29, 31, "last" as const), { nil: undefined });
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 1, max: 15 }),
        start,
        day,
        fc.nat(1_500),
        (of, every, on, at, back) => {
          const schedule: Recurrence = { every, unit: of, start: on, ...(of === "months" && { day: at }) };
          const from = addDays(on, -back);
          const all = [...occurrencesBetween(begunBy({ ...schedule, count: 2 }, from), from, "2029-12-31")];
          const own = [...occurrencesBetween(completed(schedule), on, "2029-12-31")];
          expect(all.filter((one) => one >= (own[0] ?? ""))).to.deep.equal(own);
          const most = { days: 1, weeks: 7, months: 31, years: 366 }[of] * every;
          expect(all[0] !== undefined && all[0] <= addDays(from, most)).to.equal(true);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  it("begin with their day in twelve zones, also where clocks skip midnight", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.nat(30 * 366), (zone, offset) => {
        const day = addDays("2000-01-01", offset);
        expectStart(startOfDay(day, zone), day, zone);
      }),
      { examples: [[APIA, (Date.parse(SKIPPED_IN_APIA) - Date.parse("2000-01-01")) / DAY_MS]] },
    );
    expect(startOfDay("2018-11-04", "America/Sao_Paulo").toISOString()).to.equal("2018-11-04T03:00:00.000Z");
    expect(startOfDay(SKIPPED_IN_APIA, APIA).toISOString()).to.equal("2011-12-30T10:00:00.000Z");
  });

  it("are due once the walked day begins in the zone, and not a millisecond earlier", () => {
    fc.assert(
      fc.property(schedules, fc.constantFrom(...ZONES), (schedule, zone) => {
        const days = [...walk(schedule, addDays(schedule.start, WALKED))].slice(0, DUE);
        let rule = ruleOn(schedule, {}, addDays(schedule.start, -2));
        while (days[0] !== undefined) {
          const [day] = days;
          expect(rule.nextOn).to.equal(day);
          const due = new Date(dueAtOf(rule, zone));
          expectStart(due, day, zone);
          const before = new Date(due.getTime() - 1);
          expect(takeDue(rule, { now: before, today: dayIn(zone, before) }, 400).days).to.deep.equal([]);
          const today = dayIn(zone, due);
          const taken = takeDue(rule, { now: due, today }, 400);
          expect(taken.days).to.deep.equal(days.filter((one) => one <= today));
          days.splice(0, taken.days.length);
          rule = taken.rule;
        }
      }),
      { examples: [[{ every: 1, unit: "days", start: "2011-12-28" }, APIA]] },
    );
  });
});

const APIA = "Pacific/Apia";

/** A day that did not exist in Apia: it is over as soon as it is due. */
const SKIPPED_IN_APIA = "2011-12-30";

/** Expects that a day begins in a zone at an instant, and not a millisecond earlier. */
function expectStart(at: Date, day: string, zone: string): void {
  const isSkipped = zone === APIA && day === SKIPPED_IN_APIA;
  expect(dayIn(zone, at)).to.equal(isSkipped ? addDays(day, 1) : day);
  expect(dayIn(zone, new Date(at.getTime() - 1)) < day, `a millisecond before ${day} in ${zone}`).to.equal(
    true,
  );
}

const starts = fc.nat(2000).map((offset) => addDays("2023-12-25", offset));
const ends = fc.option(
  fc.oneof(fc.record({ count: fc.integer({ min: 1, max: 90 }) }), fc.record({ years: fc.nat(29) })),
);
const terms = fc.oneof(
  fc.record({ unit: fc.constant("days" as const) }),
  fc.record({
    unit: fc.constant("weeks" as const),
    weekdays: fc.option(
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()),
      { nil: undefined },
    ),
  }),
  fc.record({
    unit: fc.constantFrom("months" as const, "years" as const),
    day: fc.option(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last" as const)), {
      nil: undefined,
    }),
  }),
  fc.record({
    unit: fc.constant("months" as const),
    nth: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant("last" as const)),
    weekday: fc.integer({ min: 1, max: 7 }),
  }),
);
const schedules = fc
  .tuple(fc.integer({ min: 1, max: 14 }), starts, terms, ends)
  .map(([every, start, how, until]): Recurrence => {
    const end = until && "years" in until ? `${Number(start.slice(0, 4)) + until.years}-12-31` : undefined;
    return {
      every,
      start,
      ...how,
      ...(until && "count" in until && { count: until.count }),
      ...(end && { end }),
    };
  });

/** The days of a schedule, each day of the calendar asked by itself, with nothing but `Date`. */
function* walk(schedule: Recurrence, last: string): Generator<string> {
  const { start, end = last, count = Number.POSITIVE_INFINITY } = schedule;
  const anchor = new Date(`${start}T00:00:00Z`);
  let found = 0;
  for (const date = new Date(anchor); ; date.setUTCDate(date.getUTCDate() + 1)) {
    const day = date.toISOString().slice(0, 10);
    if (day > last || day > end || found >= count) return;
    if (!isDue(schedule, anchor, date)) continue;
    found += 1;
    yield day;
  }
}

const DAY_MS = 86_400_000;
const isoWeekday = (date: Date) => date.getUTCDay() || 7;
const monthsOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
const lengthOfMonth = (date: Date) =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

function isDue({ unit, every, weekdays, day, nth, weekday }: Recurrence, anchor: Date, date: Date): boolean {
  const days = Math.round((date.getTime() - anchor.getTime()) / DAY_MS);
  if (unit === "days") return days % every === 0;
  if (unit === "weeks") {
    const weeks = Math.floor((days + isoWeekday(anchor) - 1) / 7);
    return weeks % every === 0 && (weekdays ?? [isoWeekday(anchor)]).includes(isoWeekday(date));
  }
  const months = monthsOf(date) - monthsOf(anchor);
  if (months % (unit === "years" ? 12 * every : every) !== 0) return false;
  const [today, length] = [date.getUTCDate(), lengthOfMonth(date)];
  if (nth === undefined)
    return today === (day === "last" ? length : Math.min(day ?? anchor.getUTCDate(), length));
  if (isoWeekday(date) !== weekday) return false;
  return nth === "last" ? today + 7 > length : Math.ceil(today / 7) === nth;
}
