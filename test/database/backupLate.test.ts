import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../helpers/runs";
import { useBackup } from "./fixture";

const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;

describe("backup of changes that come late", function () {
  this.timeout(120_000);
  const backup = useBackup();

  it("finds a change that shows an hour late, of a clock that is five minutes slow", async () => {
    backup().book.write({ expenseId: "E1" });
    backup().book.now += 2 * HOUR;
    await backup().run();
    backup().book.now += 24 * HOUR;
    backup().book.indexDelay = () => HOUR;
    backup().book.write({ expenseId: "E2" }, -5 * MINUTE);
    backup().book.indexDelay = () => 0;
    backup().book.now += 59 * MINUTE;
    backup().book.write({ expenseId: "E3" }, 5 * MINUTE);
    await backup().run();
    expect(await backup().rows()).to.have.length(2);
    backup().book.now += 24 * HOUR;
    await backup().run();
    expect(await backup().rows()).to.deep.equal(backup().expected());
  });

  it("loses nothing when the index is an hour late, clocks differ, runs are cut off and overlap", async () => {
    const action = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant("write" as const),
          id: fc.nat(20),
          skew: fc.integer({ min: -5, max: 5 }),
          delay: fc.nat(60),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("wait" as const),
          minutes: fc.integer({ min: 1, max: 90 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant("run" as const),
          batches: fc.integer({ min: 1, max: 5 }),
          twice: fc.boolean(),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async (actions) => {
        await backup().startOver();
        for (const step of actions) {
          if (step.kind === "wait") backup().book.now += step.minutes * MINUTE;
          else if (step.kind === "write") {
            backup().book.indexDelay = () => step.delay * MINUTE;
            backup().book.write(
              { expenseId: `E${step.id}`, amount: 1 + Math.abs(step.skew) },
              step.skew * MINUTE,
            );
          } else {
            let batches = step.batches;
            const options = { batchRows: 2, hasTime: () => --batches > 0 };
            const outcomes = await Promise.allSettled(
              step.twice
                ? [backup().run({}, options), backup().run({}, options)]
                : [backup().run({}, options)],
            );
            for (const outcome of outcomes) {
              if (outcome.status === "rejected") expect(outcome.reason.name).to.equal("BusyError");
            }
          }
        }
        backup().book.now += 61 * MINUTE;
        await backup().runToEnd({}, {});
        expect(await backup().rows()).to.deep.equal(backup().expected());
      }),
      { numRuns: runs(25) },
    );
  });
});
