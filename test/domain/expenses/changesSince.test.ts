import { expect } from "chai";
import fc from "fast-check";
import { changesSince, settledBefore, watermarkAt } from "../../../domain/expenses/changesSince";
import { deletion, nextVersion, restoration, successor } from "../../../domain/expenses/expenseVersions";
import { expenseItem } from "../../helpers/expenseItem";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-11-20T08:00:00.000Z");
const at = (offset: number) => new Date(NOW + offset);

describe("what follows changes", () => {
  it("reads every change that shows within 40 minutes, whatever the clocks of writers and readers within ten", () => {
    const skew = fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE });
    const lag = fc.integer({ min: 0, max: 40 * MINUTE });
    fc.assert(
      fc.property(
        skew,
        skew,
        skew,
        lag,
        fc.integer({ min: -HOUR, max: HOUR }),
        (first, second, writer, late, gap) => {
          // A change that the first reading does not show is in the range of the second.
          const written = NOW + gap;
          fc.pre(written + late > NOW);
          const since = watermarkAt(at(first));
          const from = changesSince(since, new Date(Math.max(NOW, written + late) + second));
          expect(from !== undefined && from <= at(gap + writer).toISOString()).to.equal(true);
        },
      ),
    );
  });

  it("continues an hour before the watermark, and reads everything where that is forgotten or in the future", () => {
    const from = (offset: number) => changesSince(at(offset).toISOString(), at(0));
    expect(from(0)).to.equal(at(-HOUR).toISOString());
    expect(from(10 * MINUTE)).to.equal(at(-50 * MINUTE).toISOString());
    expect(from(10 * MINUTE + 1)).to.equal(undefined);
    expect(from(-29 * DAY)).to.equal(at(-29 * DAY - HOUR).toISOString());
    expect(from(-29 * DAY - 1)).to.equal(undefined);
    expect(settledBefore(at(0))).to.equal(at(-HOUR).toISOString());
  });
});

describe("the versions of an expense", () => {
  it("grow in number and time, whatever the clock says", () => {
    const change = fc.constantFrom("edit" as const, "delete" as const, "restore" as const, "again" as const);
    const history = fc.array(fc.tuple(change, fc.integer({ min: -40 * DAY, max: 40 * DAY })));
    fc.assert(
      fc.property(history, (steps) => {
        let item = expenseItem();
        for (const [kind, offset] of steps) {
          const now = at(offset);
          const changes = { edit: { amount: 1 }, delete: deletion(now), restore: restoration };
          const next =
            kind === "again"
              ? successor(item, expenseItem({ createdAt: now.toISOString(), updatedAt: now.toISOString() }))
              : nextVersion(item, changes[kind], now);
          expect(next.version).to.equal(item.version + 1);
          expect(next.updatedAt > item.updatedAt && next.updatedAt >= now.toISOString()).to.equal(true);
          item = next;
        }
      }),
    );
  });
});
