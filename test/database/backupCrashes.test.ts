import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { NO_LEDGERS } from "../../bench/expenses";
import { Random } from "../../bench/random";
import { type BackupOptions, backUp } from "../../domain/backup/backup";
import { readBackupRequest } from "../../domain/backup/backupRequest";
import { COLUMNS, toValues } from "../../domain/backup/backupRow";
import { BackupTables } from "../../domain/backup/backupTables";
import { useDatabase } from "../helpers/database";
import { ExpenseBook } from "../helpers/expenseBook";

/** `npm run test:soak` kills the server as often as is promised. */
const KILLS = process.env.FULL ? 100 : 3;
const EXPENSES = 400;
const DAY_MS = 24 * 60 * 60 * 1000;

describe("a database that is killed during backups", function () {
  this.timeout(KILLS * 20_000);
  const database = useDatabase();

  async function run(book: ExpenseBook, event: unknown, options: Partial<BackupOptions> = {}) {
    const session = await BackupTables.open(database().address);
    try {
      return await backUp(readBackupRequest(event), {
        source: book,
        database: session,
        ledgers: NO_LEDGERS,
        succeeded: async () => {},
        segments: 1,
        now: () => new Date(book.now),
        hasTime: () => true,
        batchRows: 20,
        ...options,
      });
    } finally {
      session.close();
    }
  }

  it(`loses and doubles nothing in ${KILLS} crashes`, async () => {
    const random = new Random(1);
    const book = new ExpenseBook();
    for (let index = 0; index < EXPENSES; index += 1) book.write({ expenseId: `E${index}` });
    book.now += DAY_MS;
    let killed = 0;
    let crashed = 0;
    while (killed < KILLS) {
      for (let index = 0; index < EXPENSES / 4; index += 1) {
        book.write({ expenseId: `E${random.integer(0, EXPENSES - 1)}`, amount: random.integer(1, 1000) });
        book.now += 1000;
      }
      // In the middle of a statement, of a commit or between them, in one of the first batches or of the last.
      const batch = random.integer(1, 5);
      const pauseMs = random.integer(0, 3);
      let batches = 0;
      let kill: Promise<void> | undefined;
      const hasTime = () => {
        batches += 1;
        if (batches === batch) kill = delay(pauseMs).then(() => database().kill());
        return true;
      };
      const full = random.chance(1 / 3);
      const outcome = await run(book, full ? { mode: "full" } : {}, { hasTime }).then(
        () => "ended",
        () => "crashed",
      );
      if (kill === undefined) expect(outcome).to.equal("ended");
      else {
        await kill;
        killed += 1;
        if (outcome === "crashed") crashed += 1;
        await database().restart();
      }
      if (random.chance(1 / 2)) book.now += DAY_MS;
    }
    // The others were killed just after their run.
    expect(crashed).to.be.at.least(KILLS / 10);
    book.now += DAY_MS;
    await run(book, {});
    const rows = await database().select(`SELECT ${COLUMNS.join(", ")} FROM expenses ORDER BY expense_id`);
    const expected = [...book.items.values()]
      .map((item) => toValues(item))
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
    expect(rows.map((row) => COLUMNS.map((column) => row[column]))).to.deep.equal(expected);
  });
});
