import { expect } from "chai";
import fc from "fast-check";
import { monthsIn, PERIOD_UNITS, periodAt } from "../../../domain/budgets/periods";
import { addDays } from "../../../domain/values/day";
import { daysIn } from "../../../domain/values/dayArithmetic";

const day = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays("1970-01-01", count));
const calendar = fc
  .constantFrom(...PERIOD_UNITS)
  .chain((unit) => fc.record({ unit: fc.constant(unit), startsOn: startOf(unit) }));

function startOf(unit: string) {
  return unit === "week" ? fc.integer({ min: 1, max: 7 }) : fc.integer({ min: 1, max: 28 });
}

/** Returns true if a period starts on a day, read off the calendar. */
function starts({ unit, startsOn }: { unit: string; startsOn: number }, one: string): boolean {
  const date = new Date(`${one}T12:00:00Z`);
  if (unit === "week") return (date.getUTCDay() + 6) % 7 === startsOn - 1;
  if (date.getUTCDate() !== startsOn) return false;
  const every = unit === "month" ? 1 : unit === "quarter" ? 3 : 12;
  return date.getUTCMonth() % every === 0;
}

describe("periods of budgets", () => {
  it("are those of a walk from day to day", () => {
    fc.assert(
      fc.property(calendar, day, (own, one) => {
        let from = one;
        while (!starts(own, from)) from = addDays(from, -1);
        let to = one;
        while (!starts(own, addDays(to, 1))) to = addDays(to, 1);
        expect(periodAt(own, one)).to.deep.equal({ from, to });
      }),
    );
  });

  it("follow each other without a gap", () => {
    fc.assert(
      fc.property(calendar, day, (own, one) => {
        const { to } = periodAt(own, one);
        expect(periodAt(own, addDays(to, 1)).from).to.equal(addDays(to, 1));
      }),
    );
  });

  it("start late in February, and cross New Year", () => {
    for (const startsOn of [25, 26, 27, 28]) {
      const own = { unit: "month", startsOn } as const;
      expect(periodAt(own, "2027-03-01")).to.deep.equal({
        from: `2027-02-${startsOn}`,
        to: `2027-03-${startsOn - 1}`,
      });
      expect(daysIn(periodAt(own, "2027-02-01"))).to.equal(31);
      expect(daysIn(periodAt(own, "2028-02-29"))).to.equal(29);
    }
    const week = periodAt({ unit: "week", startsOn: 1 }, "2027-01-01");
    expect(week).to.deep.equal({ from: "2026-12-28", to: "2027-01-03" });
    expect(monthsIn(week)).to.deep.equal(["2026-12", "2027-01"]);
    expect(periodAt({ unit: "quarter", startsOn: 25 }, "2027-01-24")).to.deep.equal({
      from: "2026-10-25",
      to: "2027-01-24",
    });
    expect(periodAt({ unit: "year", startsOn: 6 }, "2027-01-05")).to.deep.equal({
      from: "2026-01-06",
      to: "2027-01-05",
    });
  });
});
