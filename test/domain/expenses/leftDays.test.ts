import { expect } from "chai";
import fc from "fast-check";
import { nextVersion } from "../../../domain/expenses/expenseVersions";
import { daysChangedSince } from "../../../domain/expenses/leftDays";
import { addDays } from "../../../domain/values/day";
import { expenseItem } from "../../helpers/expenseItem";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.parse("2026-11-20T08:00:00.000Z");

describe("the days that an expense left", () => {
  it("are known for 29 days, as any day where they are too many, and take less than 2 KB", () => {
    const move = fc.tuple(
      fc.integer({ min: 0, max: 60 }).map((offset) => addDays("2026-11-01", offset)),
      fc.constantFrom(1, MINUTE, 10 * MINUTE, DAY, 10 * DAY),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 80 }), fc.integer({ min: 0, max: 29 * DAY }), (moves, age) => {
        let now = START;
        let item = expenseItem();
        const left: { day: string; at: string }[] = [];
        for (const [date, pause] of moves) {
          now += pause;
          const before = item.date;
          item = nextVersion(item, { date }, new Date(now));
          if (date !== before) left.push({ day: before, at: item.updatedAt });
        }
        expect(Buffer.byteLength(JSON.stringify(item.leftDays ?? {}))).to.be.below(2048);
        const since = new Date(now - age).toISOString();
        const days = daysChangedSince(item, since);
        const expected = [item.date, ...left.filter(({ at }) => at >= since).map(({ day }) => day)];
        if (days === undefined) expect(new Set(left.map(({ day }) => day)).size).to.be.above(30);
        else expect([...new Set(days)]).to.have.members([...new Set(expected)]);
      }),
    );
  });

  it("are none without a change of the date", () => {
    expect(nextVersion(expenseItem(), { amount: 1 }, new Date(START))).not.to.have.property("leftDays");
  });
});
