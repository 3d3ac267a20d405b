import { expect } from "chai";
import fc from "fast-check";
import { occurrences, parseExpression } from "../../../../local/services/scheduler/expression";
import { runs } from "../../../helpers/runs";

const zones = [
  "UTC",
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/Sao_Paulo",
];
// From noon to noon, so that in every zone the same number of months and days lies between.
const from = new Date("2025-12-31T12:00:00Z");
const to = new Date("2035-12-31T12:00:00Z");
const iso = (dates: Date[]) => dates.map((date) => date.toISOString().replace(":00.000Z", "Z"));
const between = (expression: string, zone: string, start: string, end: string) =>
  iso(occurrences(expression, zone, new Date(start), new Date(end)));

/** The date and time that the zone's clock shows, by the platform's own calendar. */
function clock(zone: string) {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (date: Date) => format.format(date);
}

describe("schedule expressions", () => {
  for (const zone of zones) {
    it(`run once a month in ten years of ${zone}, at the hour on the wall`, () => {
      const shown = occurrences("cron(30 6 1 * ? *)", zone, from, to).map(clock(zone));
      const expected = [];
      for (let year = 2026; year < 2036; year++) {
        for (let month = 1; month <= 12; month++)
          expected.push(`${year}-${String(month).padStart(2, "0")}-01 06:30:00`);
      }
      expect(shown).to.deep.equal(expected);
    });

    it(`run once a day in ten years of ${zone}, none skipped and none doubled`, () => {
      const shown = occurrences("cron(0 12 * * ? *)", zone, from, to).map(clock(zone));
      expect(shown).to.have.length(3_652);
      expect(new Set(shown.map((time) => time.slice(0, 10))).size).to.equal(3_652);
      expect(shown.every((time) => time.endsWith(" 12:00:00"))).to.equal(true);
    });
  }

  it("leave out a time that the clock skips", () => {
    const days = between("cron(30 2 * * ? *)", "America/New_York", "2027-03-13T00:00Z", "2027-03-16T00:00Z");
    expect(days).to.deep.equal(["2027-03-13T07:30Z", "2027-03-15T06:30Z"]);
  });

  it("count a time once that the clock shows twice, also within a repeated hour", () => {
    const days = between("cron(30 1 * * ? *)", "America/New_York", "2026-10-31T04:00Z", "2026-11-03T00:00Z");
    expect(days).to.deep.equal(["2026-10-31T05:30Z", "2026-11-01T05:30Z", "2026-11-02T06:30Z"]);
    const half = between(
      "cron(0/30 1 * * ? *)",
      "America/New_York",
      "2026-11-01T05:00Z",
      "2026-11-01T08:00Z",
    );
    expect(half).to.deep.equal(["2026-11-01T05:00Z", "2026-11-01T05:30Z"]);
  });

  it("count days of a rate as 24 hours across clock changes", () => {
    const days = between("rate(1 day)", "America/New_York", "2026-10-31T12:00Z", "2026-11-03T00:00Z");
    expect(days).to.deep.equal(["2026-10-31T12:00Z", "2026-11-01T12:00Z", "2026-11-02T12:00Z"]);
  });

  it("keep the beat of a rate over a restart", () => {
    const anchor = new Date("2026-11-23T00:02:00Z");
    const next = parseExpression("rate(5 minutes)", "UTC", anchor).next(new Date("2026-11-23T09:00:00Z"));
    expect(next?.toISOString()).to.equal("2026-11-23T09:02:00.000Z");
  });

  it("keep the beat of a rate that was made before the machine's clock was set back", () => {
    const anchor = new Date("2026-11-24T09:02:00Z");
    const next = parseExpression("rate(5 minutes)", "UTC", anchor).next(new Date("2026-11-23T09:00:00Z"));
    expect(next?.toISOString()).to.equal("2026-11-23T09:02:00.000Z");
  });

  const examples: [expression: string, first: string[]][] = [
    ["cron(5/10 * * * ? *)", ["2026-11-23T00:05Z", "2026-11-23T00:15Z"]],
    ["cron(0 18 ? * MON-FRI *)", ["2026-11-23T18:00Z", "2026-11-24T18:00Z"]],
    ["cron(0 8 1 * ? *)", ["2026-12-01T08:00Z", "2027-01-01T08:00Z"]],
    ["cron(0 10 L * ? *)", ["2026-11-30T10:00Z", "2026-12-31T10:00Z"]],
    ["cron(0 10 ? * 6L *)", ["2026-11-27T10:00Z", "2026-12-25T10:00Z"]],
    ["cron(0 10 ? * 3#2 *)", ["2026-12-08T10:00Z", "2027-01-12T10:00Z"]],
    ["cron(0 10 15W * ? *)", ["2026-12-15T10:00Z", "2027-01-15T10:00Z"]],
    ["cron(0 0 ? * 1 *)", ["2026-11-29T00:00Z", "2026-12-06T00:00Z"]],
    ["cron(0 0 ? * L *)", ["2026-11-28T00:00Z", "2026-12-05T00:00Z"]],
    ["cron(0 12 1 JAN,jul ? 2027-2028)", ["2027-01-01T12:00Z", "2027-07-01T12:00Z"]],
  ];
  for (const [expression, first] of examples) {
    it(`read ${expression} as AWS does`, () => {
      const { next } = parseExpression(expression, "UTC", from);
      const one = next(new Date("2026-11-23T00:00:00Z")) ?? from;
      expect(iso([one, next(one) ?? from])).to.deep.equal(first);
    });
  }

  for (const expression of [
    "cron(0 0 * * * *)",
    "cron(0 0 1 * MON *)",
    "cron(0 0 ? * ? *)",
    "cron(0 0 * * ?)",
    "cron(0 0 0 * * ? *)",
    "cron(60 0 * * ? *)",
    "cron(0 24 * * ? *)",
    "cron(0 0 32 * ? *)",
    "cron(0 0 0W * ? *)",
    "cron(0 0 1 13 ? *)",
    "cron(0 0 1 FOO ? *)",
    "cron(0 0 ? * 8 *)",
    "cron(0 0 ? * 0 *)",
    "cron(0 0 ? * 9L *)",
    "cron(0 0 ? * 3#1,6#3 *)",
    "cron(0 0 ? * 3#6 *)",
    "cron(0 0 1 * ? 2200)",
    "cron(? 0 1 * ? *)",
    "cron(*/0 0 1 * ? *)",
    "cron(5-1 0 1 * ? *)",
    "cron(, 0 1 * ? *)",
    "rate(0 minutes)",
    "rate(1.5 hours)",
    "rate(30 seconds)",
    "at(2027-01-31T09:00:00)",
    "every day",
  ]) {
    it(`refuse ${expression}`, () => {
      expect(() => parseExpression(expression, "UTC", from)).to.throw(
        `Invalid Schedule Expression ${expression}`,
      );
    });
  }

  it("reject an invalid zone", () => {
    expect(() => parseExpression("rate(1 day)", "Mars/Olympus", from)).to.throw(
      "The time zone Mars/Olympus is not valid.",
    );
  });

  it("run at the given time of every day that has it, and move strictly forward", () => {
    const time = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    });
    fc.assert(
      fc.property(
        time,
        fc.constantFrom(...zones),
        fc.integer({ min: 2026, max: 2035 }),
        ({ hour, minute }, zone, year) => {
          const start = new Date(Date.UTC(year, 0, 2));
          const end = new Date(Date.UTC(year, 11, 31));
          const runs = occurrences(`cron(${minute} ${hour} * * ? *)`, zone, start, end);
          const shown = runs.map(clock(zone));
          const wanted = ` ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00`;
          expect(shown.filter((one) => !one.endsWith(wanted))).to.deep.equal([]);
          expect(new Set(shown.map((one) => one.slice(0, 10))).size).to.equal(runs.length);
          // At most one day a year has no such time, and the ends of the year may lie on either side of the zone's midnight.
          expect(runs.length).to.be.within(361, 365);
          expect(runs.every((run, index) => index === 0 || run > (runs[index - 1] ?? run))).to.equal(true);
        },
      ),
      { numRuns: runs(40) },
    );
  });
});
