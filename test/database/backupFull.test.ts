import { expect } from "chai";
import { useBackup } from "./fixture";

const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;

describe("a full backup", function () {
  this.timeout(120_000);
  const backup = useBackup();

  it("rebuilds in segments: repairs rows and removes those that are no longer in the table", async () => {
    for (let index = 0; index < 30; index += 1) backup().book.write({ expenseId: `E${index}` });
    backup().book.now += 2 * HOUR;
    await backup().run();
    await backup().database.select("UPDATE expenses SET description = 'damaged' WHERE expense_id = 'E5'");
    await backup().database.select("DELETE FROM expenses WHERE expense_id = 'E6'");
    backup().book.remove("E7");
    backup().book.now += 24 * HOUR;

    const plan = await backup().planFull();
    expect(plan).to.deep.equal({
      mode: "full",
      segments: [0, 1, 2].map((segment) => ({ mode: "full", run: 2, segment, segments: 3 })),
      next: { mode: "remove", run: 2, after: "" },
    });
    const early = await backup()
      .run(plan.next)
      .catch((error) => error);
    expect(early.message).to.equal("3 of the 3 segments of run 2 are not complete.");
    // Written while the segments are being read: newer than the run.
    backup().book.write({ expenseId: "E99" });
    await Promise.all(
      plan.segments.map((segment) => backup().runToEnd(segment, { batchRows: 4, hasTime: () => false })),
    );
    expect(await backup().run(plan.next)).to.include({ finished: true, read: 30, removed: 1 });
    expect(await backup().rows()).to.deep.equal(backup().expected());
    expect(backup().succeeded).to.have.length(2);
  });

  it("keeps what a full run did not see when it is newer than the run", async () => {
    backup().book.write({ expenseId: "E1" });
    backup().book.now += 2 * HOUR;
    await backup().run();
    const plan = await backup().planFull();
    for (const segment of plan.segments) await backup().run(segment);
    backup().book.now += MINUTE;
    backup().book.write({ expenseId: "E2" });
    await backup().run();
    await backup().run(plan.next);
    expect(await backup().rows()).to.deep.equal(backup().expected());
  });

  it("removes rows a day after their time in the trash is over", async () => {
    backup().book.write({
      expenseId: "E1",
      deletedAt: backup().book.at(),
      expiresAt: backup().book.seconds() + 24 * 3600,
    });
    backup().book.write({ expenseId: "E2" });
    backup().book.now += 2 * HOUR;
    await backup().run();
    backup().book.remove("E1");
    backup().book.now += 30 * HOUR;
    expect(await backup().run()).to.include({ removed: 0 });
    backup().book.now += 24 * HOUR;
    expect(await backup().run()).to.include({ removed: 1 });
    expect(await backup().rows()).to.deep.equal(backup().expected());
  });
});
