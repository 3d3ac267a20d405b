import { expect } from "chai";
import { mean } from "simple-statistics";
import { Random } from "../../../bench/random";
import { foretell } from "../../../domain/insights/forecast";
import { addDays, addMonths } from "../../../domain/values/day";
import { wholeMonth } from "../../../domain/values/wholeMonth";

const TODAY = "2026-09-15";

/** The forecast in the middle of a month, of which and of whose earlier months only the ends cost something. */
function foretold(ends: readonly number[], due = 0) {
  const months = ends.map((_, index) => addMonths("2026-08", -index));
  const beside = new Map(ends.map((amount, index) => [`${months[index]}-25`, amount]));
  const outlook = { today: TODAY, period: wholeMonth("2026-09"), first: `${months.at(-1)}-01`, due };
  const forecast = foretell({ ...outlook, earlier: months.map(wholeMonth), spent: beside, beside });
  return forecast ?? expect.fail();
}

describe("the band of a forecast", () => {
  it("contains about four of five outcomes, from three full months on", () => {
    for (const months of [3, 4, 6, 9, 18]) {
      const random = new Random(months);
      const held = Array.from({ length: 400 }, () => {
        const [truth = 0, ...ends] = Array.from({ length: months + 1 }, () => random.logNormal(100_000, 0.3));
        const { low, high } = foretold(ends);
        return Number(low <= truth && truth <= high);
      });
      expect(mean(held), `${months} months`).to.be.within(0.72, 0.87);
    }
  });

  it("expects more to be paid back than spent only if it was before", () => {
    expect(foretold([1_000, 90_000, 120_000], 50_000).low).to.equal(50_000);
    expect(foretold([-1_000, 90_000, 120_000], 50_000).low).to.equal(49_000);
  });

  it("has no width where all earlier months ended alike", () => {
    expect(foretold([40_000, 40_000, 40_000])).to.include({ low: 40_000, total: 40_000, high: 40_000 });
  });
});

describe("the pace of the last weeks", () => {
  const food = Array.from(
    { length: 15 },
    (_, index) => [`2026-09-${String(index + 1).padStart(2, "0")}`, 2_000] as const,
  );
  const paceFrom = (first: string, days: readonly (readonly [string, number])[]) => {
    const beside = new Map(days);
    const outlook = { today: TODAY, period: wholeMonth("2026-09"), earlier: [], first, due: 0 };
    return foretell({ ...outlook, spent: beside, beside })?.total;
  };

  it("does not repeat a rent that was just paid", () => {
    expect(paceFrom("2026-09-01", food)).to.equal(60_000);
    // The third counts as four days.
    const withRent = food.map(([day, amount]) => [day, day === "2026-09-03" ? 90_000 : amount] as const);
    expect(paceFrom("2026-09-01", withRent)).to.equal(118_000 + 36_000);
  });

  it("has what is paid now and then in that of months", () => {
    const days = Array.from({ length: 77 }, (_, index) => addDays("2026-07-01", index));
    const beside = new Map(days.map((day) => [day, day.endsWith("-03") ? 92_000 : 2_000]));
    const year = { from: "2026-01-01", to: "2026-12-31" };
    const outlook = { today: TODAY, period: year, earlier: [], first: "2026-07-01", due: 0 };
    // In 77 days, and as much in each of 107 more.
    const spent = 77 * 2_000 + 270_000;
    expect(foretell({ ...outlook, spent: beside, beside })?.total).to.equal(
      Math.round(spent + (spent / 77) * 107),
    );
  });
});
