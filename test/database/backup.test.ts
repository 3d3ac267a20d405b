import { expect } from "chai";
import { BackupTables } from "../../domain/backup/backupTables";
import type { ExpenseBook } from "../helpers/expenseBook";
import { useBackup } from "./fixture";

const HOUR = 60 * 60 * 1000;
/** `npm run test:soak` takes the sizes that are promised; the changes are 1 % of the large table. */
const SMALL_TABLE = 2_000;
const LARGE_TABLE = process.env.FULL ? 200_000 : 20_000;
const CHANGES = LARGE_TABLE / 100;

describe("backup", function () {
  this.timeout(120_000);
  const backup = useBackup();

  it("loads everything the first time, then what changed, and nothing when nothing changed", async () => {
    for (let index = 0; index < 10; index += 1) backup().book.write({ expenseId: `E${index}` });
    backup().book.now += 2 * HOUR;
    expect(await backup().run()).to.deep.equal({
      finished: true,
      mode: "full",
      run: 1,
      read: 10,
      written: 10,
      removed: 0,
      refused: { count: 0, examples: [] },
    });

    backup().book.now += 24 * HOUR;
    backup().book.write({ expenseId: "E3", description: "Chair" });
    backup().book.write({
      expenseId: "E4",
      deletedAt: backup().book.at(),
      expiresAt: backup().book.seconds() + 30 * 24 * 3600,
    });
    expect(await backup().run()).to.include({ mode: "changes", run: 2, read: 2, written: 2, removed: 0 });
    expect(await backup().rows()).to.deep.equal(backup().expected());

    // Read again, because the index may have been late, and found to be there.
    expect(await backup().run()).to.include({ mode: "changes", run: 3, read: 2, written: 0, removed: 0 });
    backup().book.now += 2 * HOUR;
    await backup().run();
    expect(await backup().run()).to.include({ mode: "changes", run: 5, read: 0, written: 0, removed: 0 });
    expect(backup().succeeded).to.have.length(5);
  });

  it("reads no more of a large table than of a small one", async () => {
    const costs = [];
    for (const size of [SMALL_TABLE, LARGE_TABLE]) {
      await backup().startOver();
      for (let index = 0; index < size; index += 1) backup().book.write({ expenseId: `E${index}` });
      backup().book.now += 2 * HOUR;
      await backup().run();
      backup().book.now += 24 * HOUR;
      for (let index = 0; index < CHANGES; index += 1)
        backup().book.write({ expenseId: `E${index}`, amount: 777 });
      backup().book.itemsRead = 0;
      const { written } = await backup().run();
      costs.push({ read: backup().book.itemsRead, written });
    }
    expect(costs).to.deep.equal([
      { read: CHANGES, written: CHANGES },
      { read: CHANGES, written: CHANGES },
    ]);
  });

  it("stops at a committed batch when time is up, and continues from there", async () => {
    for (let index = 0; index < 25; index += 1) {
      backup().book.write({ expenseId: `E${index}` });
      backup().book.now += 1;
    }
    backup().book.now += 2 * HOUR;
    const options = { batchRows: 10, hasTime: () => false };
    const loads = await backup().runToEnd({}, options);
    expect(loads.map(({ finished, read, next }) => ({ finished, read, next }))).to.deep.equal([
      { finished: false, read: 10, next: { mode: "full", run: 1, segment: 0, segments: 1 } },
      { finished: false, read: 20, next: { mode: "full", run: 1, segment: 0, segments: 1 } },
      { finished: false, read: 25, next: { mode: "remove", run: 1, after: "" } },
      { finished: true, read: 25, next: undefined },
    ]);
    expect(await backup().rows()).to.deep.equal(backup().expected());

    backup().book.now += 24 * HOUR;
    for (let index = 0; index < 25; index += 1) {
      backup().book.write({ expenseId: `E${index}`, amount: 2 });
      backup().book.now += 1;
    }
    const changes = await backup().runToEnd({}, options);
    expect(changes.map(({ finished, written, next }) => ({ finished, written, next }))).to.deep.equal([
      { finished: false, written: 10, next: { mode: "changes", run: 2 } },
      // The last expense of a batch is read again, for others may have changed in the same millisecond.
      { finished: false, written: 19, next: { mode: "changes", run: 2 } },
      { finished: true, written: 25, next: undefined },
    ]);
    expect(await backup().rows()).to.deep.equal(backup().expected());
  });

  it("counts and names what MySQL cannot hold, and stores the rest", async () => {
    backup().book.write({ expenseId: "E1" });
    backup().book.write({ expenseId: "E2", currency: "XYZ" });
    backup().book.write({ expenseId: "E3", amount: 10 ** 15 });
    backup().book.write({ expenseId: "E4", description: "x".repeat(8001) });
    backup().book.write({ expenseId: "E5", description: "\ud800" });
    backup().book.write({ expenseId: "E6", date: "2026-02-30" });
    backup().book.write({ expenseId: "E7", ledgerId: "ß" });
    backup().book.write({ expenseId: "E8", amount: 1.5 });
    const { refused, written } = await backup().run();
    expect(written).to.equal(1);
    expect(refused.count).to.equal(7);
    expect(refused.examples.sort((a, b) => (a.expenseId < b.expenseId ? -1 : 1))).to.deep.equal([
      { expenseId: "E2", reason: "currency is unknown" },
      { expenseId: "E3", reason: "amount: The amount must be at most 99999999.99." },
      { expenseId: "E4", reason: "description has more than 8000 bytes" },
      { expenseId: "E5", reason: "description is not valid Unicode" },
      { expenseId: "E6", reason: "date is not a day" },
      { expenseId: "E7", reason: "ledgerId is not visible ASCII" },
      { expenseId: "E8", reason: "amount is not a whole number" },
    ]);
  });

  it("keeps attributes that have no column, but neither keys of indexes nor marks of alerts", async () => {
    const extra = {
      labels: ["b", "a"],
      place: { name: "Rome", at: { y: 2, x: 1 } },
      alertState: "pending",
      listKey: "x",
    };
    backup().book.write({ expenseId: "E1", ...extra } as Parameters<ExpenseBook["write"]>[0]);
    await backup().run();
    const [row] = await backup().database.select("SELECT others FROM expenses");
    expect(row).to.deep.equal({ others: '{"labels":["b","a"],"place":{"at":{"x":1,"y":2},"name":"Rome"}}' });
  });

  it("leaves the work to the run that is at it", async () => {
    backup().book.write({ expenseId: "E1" });
    await backup().run();
    const other = await BackupTables.open(backup().database.address);
    await other.lock("changes");
    const error = await backup()
      .run()
      .catch((reason) => reason);
    other.close();
    expect(error.name).to.equal("BusyError");
    expect(error.message).to.equal("Another run is doing the same work (changes).");
  });

  it("rejects unknown input and writes nothing", async () => {
    const refusals: [unknown, string][] = [
      [{ mode: "half" }, '`mode`: must be "changes", "full", "remove", "ledgers" or "plan"'],
      [{ mode: "full", segment: -1 }, "`segment`: must not be negative"],
      [{ mode: "full", segment: 2, segments: 2 }, "`segment` must be below `segments` (2)"],
      [{ mode: "full", segments: 2 }, "`run` is missing: a run of several segments starts with a plan"],
      [{ mode: "changes", since: "2026" }, "there is no `since` here"],
      [{ version: "0", "detail-type": "Scheduled Event" }, "there is no `version`, `detail-type` here"],
      [{ mode: "remove" }, "`run`: must be a whole number"],
      [{ mode: "remove", run: 77 }, "`run`: there is no run 77 of the mode full"],
      [{ mode: "plan", request: { mode: "some" } }, '`request.mode`: must be "changes" or "full"'],
      ["full", "it must be a JSON object"],
      [[], "it must be a JSON object"],
    ];
    for (const [event, message] of refusals) {
      const error = await backup()
        .run(event)
        .catch((reason) => reason);
      expect(error.name, JSON.stringify(event)).to.equal("InputError");
      expect(error.message, JSON.stringify(event)).to.include(message);
    }
    expect(await backup().database.select("SELECT * FROM backup_runs")).to.deep.equal([]);
  });
});
