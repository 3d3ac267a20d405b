import { expect } from "chai";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  addDays,
  addMonths,
  dayIn,
  isDay,
  isMonth,
  isTimeZone,
  monthBeside,
} from "../../../domain/values/day";
import { runs } from "../../helpers/runs";

const two = (value: number) => String(value).padStart(2, "0");
const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const instant = fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });
const month = fc
  .record({ year: fc.integer({ min: 1900, max: 9999 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${two(month)}`);

describe("day", () => {
  it("accepts the days of the calendar", () => {
    const parts = fc.record({
      year: fc.integer({ min: 0, max: 9999 }),
      month: fc.integer({ min: 0, max: 13 }),
      day: fc.integer({ min: 0, max: 32 }),
    });
    fc.assert(
      fc.property(parts, ({ year, month, day }) => {
        const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
        expect(isDay(text), text).to.equal(year >= 1900 && isReal(year, month, day));
      }),
      { numRuns: runs(2000) },
    );
  });

  it("knows leap years", () => {
    const days = ["2024-02-29", "2000-02-29", "2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30"];
    expect(days.map(isDay)).to.deep.equal([true, true, false, false, false, false]);
  });

  it("rejects everything else as a day or a month", () => {
    const others = [
      "",
      "2024-1-1",
      "24-01-01",
      "10000-01-01",
      "+002024-01-01",
      "2024-13-01",
      "2024-00-10",
      "2024-04-31",
      "1899-12-31",
      "0000-01-01",
      "2024-02-29\n",
      " 2024-02-29",
      "2024-02-29T00:00:00Z",
      "٢٠٢٤-٠٢-٢٩",
      "2024/02/29",
    ];
    expect(others.filter(isDay)).to.deep.equal([]);
    const notMonths = [...others, "2024-13", "2024-00", "2024-1", "1899-12", "10000-01", "2024-01\n", "2024"];
    expect(notMonths.filter(isMonth)).to.deep.equal([]);
    expect(isMonth("2024-12")).to.equal(true);
  });

  it("returns the day in any zone at any instant", () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(at.getTime())
          .toZonedDateTimeISO(timeZone)
          .toPlainDate()
          .toString();
        expect(dayIn(timeZone, at)).to.equal(expected);
      }),
    );
  });

  it("distinguishes days by zone and across clock changes", () => {
    const cases: [string, string, string][] = [
      ["2026-11-23T10:30:00Z", "Pacific/Kiritimati", "2026-11-24"],
      ["2026-11-23T10:30:00Z", "Pacific/Pago_Pago", "2026-11-22"],
      ["2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29"],
      ["2026-10-24T22:00:00Z", "Europe/Berlin", "2026-10-25"],
      ["2026-10-24T21:59:59Z", "Europe/Berlin", "2026-10-24"],
      ["2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29"],
      ["2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"],
    ];
    for (const [at, timeZone, day] of cases)
      expect(dayIn(timeZone, new Date(at)), at + timeZone).to.equal(day);
  });

  it("goes from month to month", () => {
    fc.assert(
      fc.property(month, fc.integer({ min: -1200, max: 1200 }), (from, offset) => {
        const to = Temporal.PlainYearMonth.from(from).add({ months: offset });
        fc.pre(to.year >= 1000 && to.year <= 9999);
        expect(addMonths(from, offset)).to.equal(to.toString());
      }),
    );
    expect([addMonths("2026-01", -1), addMonths("2026-12", 1)]).to.deep.equal(["2025-12", "2027-01"]);
  });

  it("goes from day to day", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -1000, max: 1000 }), (at, count) => {
        const day = at.toISOString().slice(0, 10);
        expect(addDays(day, count)).to.equal(Temporal.PlainDate.from(day).add({ days: count }).toString());
      }),
    );
  });

  it("knows no month beside the first and the last", () => {
    expect([monthBeside("1900-01", -1), monthBeside("9999-12", 1)]).to.deep.equal([undefined, undefined]);
    expect([monthBeside("1900-01", 1), monthBeside("9999-12", -1)]).to.deep.equal(["1900-02", "9999-11"]);
    fc.assert(
      fc.property(month, fc.integer({ min: -200_000, max: 200_000 }), (from, offset) => {
        const beside = monthBeside(from, offset);
        expect(beside === undefined || isMonth(beside), beside).to.equal(true);
      }),
    );
  });

  it("takes every zone of the database that can be computed with, and no offset for one", () => {
    expect(Intl.supportedValuesOf("timeZone").filter((name) => !isTimeZone(name))).to.deep.equal([]);
    const offset = fc
      .record({
        sign: fc.constantFrom("+", "-"),
        hours: fc.nat(23),
        minutes: fc.nat(59),
        colon: fc.constantFrom(":", ""),
      })
      .map(({ sign, hours, minutes, colon }) => `${sign}${two(hours)}${colon}${two(minutes)}`);
    fc.assert(fc.property(offset, (text) => !isTimeZone(text)));
    expect(["+05:30", "-08", "+0530", "Z"].filter(isTimeZone)).to.deep.equal([]);
  });

  it("knows time zones", () => {
    expect(["Europe/Berlin", "UTC", "Mars/Olympus", "", "Europe"].map(isTimeZone)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

function isReal(year: number, month: number, day: number): boolean {
  try {
    Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
