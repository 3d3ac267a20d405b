import { expect } from "chai";
import fc from "fast-check";
import {
  type BackupOptions,
  type BackupPlan,
  type BackupSummary,
  backUp,
  readBackupRequest,
} from "../../domain/backup";
import { BackupDatabase } from "../../domain/backupDatabase";
import { COLUMNS, toValues } from "../../domain/backupRow";
import type { JobLog } from "../../domain/jobs";
import { useDatabase } from "../helpers/database";
import { ExpenseBook } from "../helpers/expenseBook";

const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;
/** `npm run test:soak` takes the sizes that are promised; the changes are 1 % of the large table. */
const SMALL_TABLE = 2_000;
const LARGE_TABLE = process.env.FULL ? 200_000 : 20_000;
const CHANGES = LARGE_TABLE / 100;

describe("backup", function () {
  this.timeout(120_000);
  const database = useDatabase();
  let book: ExpenseBook;
  let succeeded: string[];

  beforeEach(async () => {
    book = new ExpenseBook();
    succeeded = [];
    await empty();
  });

  async function empty(): Promise<void> {
    const tables = ["expenses", "backup_runs", "backup_segments"];
    await database().select(tables.map((table) => `TRUNCATE ${table};`).join(" "));
  }

  async function run(event: unknown = {}, options: Partial<BackupOptions> = {}): Promise<BackupSummary> {
    const session = await BackupDatabase.open(database().address);
    try {
      const jobs = { succeeded: async (job: string) => void succeeded.push(job) } as unknown as JobLog;
      const now = () => new Date(book.now);
      const result = await backUp(readBackupRequest(event), {
        source: book,
        database: session,
        jobs,
        segments: 3,
        now,
        hasTime: () => true,
        ...options,
      });
      return result as BackupSummary;
    } finally {
      session.close();
    }
  }

  async function rows() {
    const found = await database().select(`SELECT ${COLUMNS.join(", ")} FROM expenses ORDER BY expense_id`);
    return found.map((row) => COLUMNS.map((column) => row[column]));
  }

  function expected() {
    return [...book.items.values()]
      .map((item) => toValues(item))
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  }

  /** Asks again with what each answer says, until there is no more. */
  async function runToEnd(event: unknown, options: Partial<BackupOptions>): Promise<BackupSummary[]> {
    const summaries = [await run(event, options)];
    for (;;) {
      const next = summaries.at(-1)?.next;
      if (next === undefined) return summaries;
      summaries.push(await run(next, options));
    }
  }

  it("loads everything the first time, then what changed, and nothing when nothing changed", async () => {
    for (let index = 0; index < 10; index += 1) book.write({ expenseId: `E${index}` });
    book.now += 2 * HOUR;
    expect(await run()).to.deep.equal({
      finished: true,
      mode: "full",
      run: 1,
      read: 10,
      written: 10,
      removed: 0,
      refused: { count: 0, examples: [] },
    });

    book.now += 24 * HOUR;
    book.write({ expenseId: "E3", description: "Chair" });
    book.write({ expenseId: "E4", deletedAt: at(book), expiresAt: seconds(book) + 30 * 24 * 3600 });
    expect(await run()).to.include({ mode: "changes", run: 2, read: 2, written: 2, removed: 0 });
    expect(await rows()).to.deep.equal(expected());

    // Read again, because the index may have been late, and found to be there.
    expect(await run()).to.include({ mode: "changes", run: 3, read: 2, written: 0, removed: 0 });
    book.now += 2 * HOUR;
    await run();
    expect(await run()).to.include({ mode: "changes", run: 5, read: 0, written: 0, removed: 0 });
    expect(succeeded).to.have.length(5);
  });

  it("reads no more of a large table than of a small one", async () => {
    const costs = [];
    for (const size of [SMALL_TABLE, LARGE_TABLE]) {
      book = new ExpenseBook();
      await empty();
      for (let index = 0; index < size; index += 1) book.write({ expenseId: `E${index}` });
      book.now += 2 * HOUR;
      await run();
      book.now += 24 * HOUR;
      for (let index = 0; index < CHANGES; index += 1) book.write({ expenseId: `E${index}`, amount: 777 });
      book.itemsRead = 0;
      const { written } = await run();
      costs.push({ read: book.itemsRead, written });
    }
    expect(costs).to.deep.equal([
      { read: CHANGES, written: CHANGES },
      { read: CHANGES, written: CHANGES },
    ]);
  });

  it("stops at a committed batch when time is up, and goes on from there", async () => {
    for (let index = 0; index < 25; index += 1) {
      book.write({ expenseId: `E${index}` });
      book.now += 1;
    }
    book.now += 2 * HOUR;
    const options = { batchRows: 10, hasTime: () => false };
    const loads = await runToEnd({}, options);
    expect(loads.map(({ finished, read, next }) => ({ finished, read, next }))).to.deep.equal([
      { finished: false, read: 10, next: { mode: "full", run: 1, segment: 0, segments: 1 } },
      { finished: false, read: 20, next: { mode: "full", run: 1, segment: 0, segments: 1 } },
      { finished: false, read: 25, next: { mode: "remove", run: 1, after: "" } },
      { finished: true, read: 25, next: undefined },
    ]);
    expect(await rows()).to.deep.equal(expected());

    book.now += 24 * HOUR;
    for (let index = 0; index < 25; index += 1) {
      book.write({ expenseId: `E${index}`, amount: 2 });
      book.now += 1;
    }
    const changes = await runToEnd({}, options);
    expect(changes.map(({ finished, written, next }) => ({ finished, written, next }))).to.deep.equal([
      { finished: false, written: 10, next: { mode: "changes", run: 2 } },
      // The last expense of a batch is read again, for others may have changed in the same millisecond.
      { finished: false, written: 19, next: { mode: "changes", run: 2 } },
      { finished: true, written: 25, next: undefined },
    ]);
    expect(await rows()).to.deep.equal(expected());
  });

  it("rebuilds in segments: heals rows, and removes what is not in the table any more", async () => {
    for (let index = 0; index < 30; index += 1) book.write({ expenseId: `E${index}` });
    book.now += 2 * HOUR;
    await run();
    await database().select("UPDATE expenses SET description = 'damaged' WHERE expense_id = 'E5'");
    await database().select("DELETE FROM expenses WHERE expense_id = 'E6'");
    book.remove("E7");
    book.now += 24 * HOUR;

    const plan = (await run({ mode: "plan", request: { mode: "full" } })) as unknown as BackupPlan;
    if (plan.mode !== "full") return expect.fail("The plan is no full backup.");
    expect(plan).to.deep.equal({
      mode: "full",
      segments: [0, 1, 2].map((segment) => ({ mode: "full", run: 2, segment, segments: 3 })),
      next: { mode: "remove", run: 2, after: "" },
    });
    const early = await run(plan.next).catch((error) => error);
    expect(early.message).to.equal("3 of the 3 segments of run 2 are not through.");
    // Written while the segments are being read: newer than the run.
    book.write({ expenseId: "E99" });
    await Promise.all(
      plan.segments.map((segment) => runToEnd(segment, { batchRows: 4, hasTime: () => false })),
    );
    expect(await run(plan.next)).to.include({ finished: true, read: 30, removed: 1 });
    expect(await rows()).to.deep.equal(expected());
    expect(succeeded).to.deep.equal(["backup", "backup"]);
  });

  it("keeps what a full run did not see when it is newer than the run", async () => {
    book.write({ expenseId: "E1" });
    book.now += 2 * HOUR;
    await run();
    const plan = (await run({ mode: "plan", request: { mode: "full" } })) as unknown as BackupPlan;
    if (plan.mode !== "full") return expect.fail("The plan is no full backup.");
    for (const segment of plan.segments) await run(segment);
    book.now += MINUTE;
    book.write({ expenseId: "E2" });
    await run();
    await run(plan.next);
    expect(await rows()).to.deep.equal(expected());
  });

  it("removes rows a day after their time in the trash is over", async () => {
    book.write({ expenseId: "E1", deletedAt: at(book), expiresAt: seconds(book) + 24 * 3600 });
    book.write({ expenseId: "E2" });
    book.now += 2 * HOUR;
    await run();
    book.remove("E1");
    book.now += 30 * HOUR;
    expect(await run()).to.include({ removed: 0 });
    book.now += 24 * HOUR;
    expect(await run()).to.include({ removed: 1 });
    expect(await rows()).to.deep.equal(expected());
  });

  it("counts and names what MySQL cannot hold, and stores the rest", async () => {
    book.write({ expenseId: "E1" });
    book.write({ expenseId: "E2", currency: "XYZ" });
    book.write({ expenseId: "E3", amount: 10 ** 15 });
    book.write({ expenseId: "E4", description: "x".repeat(501) });
    book.write({ expenseId: "E5", description: "\ud800" });
    book.write({ expenseId: "E6", date: "2026-02-30" });
    book.write({ expenseId: "E7", ledgerId: "ß" });
    book.write({ expenseId: "E8", amount: 1.5 });
    const { refused, written } = await run();
    expect(written).to.equal(1);
    expect(refused.count).to.equal(7);
    expect(refused.examples.sort((a, b) => (a.expenseId < b.expenseId ? -1 : 1))).to.deep.equal([
      { expenseId: "E2", reason: "currency is unknown" },
      { expenseId: "E3", reason: "amount: The amount must be at most 99999999.99." },
      { expenseId: "E4", reason: "description has more than 500 characters" },
      { expenseId: "E5", reason: "description is not valid Unicode" },
      { expenseId: "E6", reason: "date is not a day" },
      { expenseId: "E7", reason: "ledgerId is not visible ASCII" },
      { expenseId: "E8", reason: "amount is not a whole number" },
    ]);
  });

  it("keeps attributes that have no column, but neither keys of indexes nor marks of alerts", async () => {
    const extra = {
      tags: ["b", "a"],
      place: { name: "Rome", at: { y: 2, x: 1 } },
      alertState: "pending",
      listKey: "x",
    };
    book.write({ expenseId: "E1", ...extra } as Parameters<ExpenseBook["write"]>[0]);
    await run();
    const [row] = await database().select("SELECT others FROM expenses");
    expect(row).to.deep.equal({ others: '{"place":{"at":{"x":1,"y":2},"name":"Rome"},"tags":["b","a"]}' });
  });

  it("leaves the work to the run that is at it", async () => {
    book.write({ expenseId: "E1" });
    await run();
    const other = await BackupDatabase.open(database().address);
    await other.lock("changes");
    const error = await run().catch((reason) => reason);
    other.close();
    expect(error.name).to.equal("BusyError");
    expect(error.message).to.equal("Another run is at the same work (changes).");
  });

  it("refuses what it does not understand, and writes nothing", async () => {
    const refusals: [unknown, string][] = [
      [{ mode: "half" }, '`mode`: must be "changes", "full", "remove" or "plan"'],
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
      const error = await run(event).catch((reason) => reason);
      expect(error.name, JSON.stringify(event)).to.equal("InputError");
      expect(error.message, JSON.stringify(event)).to.include(message);
    }
    expect(await database().select("SELECT * FROM backup_runs")).to.deep.equal([]);
  });

  it("finds a change that shows an hour late, of a clock that is five minutes slow", async () => {
    book.write({ expenseId: "E1" });
    book.now += 2 * HOUR;
    await run();
    book.now += 24 * HOUR;
    book.indexDelay = () => HOUR;
    book.write({ expenseId: "E2" }, -5 * MINUTE);
    book.indexDelay = () => 0;
    book.now += 59 * MINUTE;
    book.write({ expenseId: "E3" }, 5 * MINUTE);
    await run();
    expect(await rows()).to.have.length(2);
    book.now += 24 * HOUR;
    await run();
    expect(await rows()).to.deep.equal(expected());
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
        book = new ExpenseBook();
        await empty();
        for (const step of actions) {
          if (step.kind === "wait") book.now += step.minutes * MINUTE;
          else if (step.kind === "write") {
            book.indexDelay = () => step.delay * MINUTE;
            book.write({ expenseId: `E${step.id}`, amount: 1 + Math.abs(step.skew) }, step.skew * MINUTE);
          } else {
            let batches = step.batches;
            const options = { batchRows: 2, hasTime: () => --batches > 0 };
            const outcomes = await Promise.allSettled(
              step.twice ? [run({}, options), run({}, options)] : [run({}, options)],
            );
            for (const outcome of outcomes) {
              if (outcome.status === "rejected") expect(outcome.reason.name).to.equal("BusyError");
            }
          }
        }
        book.now += 61 * MINUTE;
        await runToEnd({}, {});
        expect(await rows()).to.deep.equal(expected());
      }),
      { numRuns: 25 },
    );
  });
});

function at(book: ExpenseBook): string {
  return new Date(book.now).toISOString();
}

function seconds(book: ExpenseBook): number {
  return Math.floor(book.now / 1000);
}
