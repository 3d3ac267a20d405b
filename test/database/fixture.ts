import { NO_LEDGERS } from "../../bench/expenses";
import { type BackupOptions, type BackupPlan, type BackupSummary, backUp } from "../../domain/backup/backup";
import { readBackupRequest } from "../../domain/backup/backupRequest";
import { COLUMNS, toValues } from "../../domain/backup/backupRow";
import { BackupTables } from "../../domain/backup/backupTables";
import { type TestDatabase, useDatabase } from "../helpers/database";
import { ExpenseBook } from "../helpers/expenseBook";

/** Backups of a book of expenses into a real database. */
class BackupFixture {
  book = new ExpenseBook();
  /** The times at which runs recorded their success, one by one. */
  succeeded: string[] = [];

  constructor(readonly database: TestDatabase) {}

  /** Begins with an empty book and an empty database. */
  async startOver(): Promise<void> {
    this.book = new ExpenseBook();
    const tables = ["expenses", "backup_runs", "backup_segments"];
    await this.database.select(tables.map((table) => `TRUNCATE ${table};`).join(" "));
  }

  async run(event: unknown = {}, options: Partial<BackupOptions> = {}): Promise<BackupSummary> {
    const database = await BackupTables.open(this.database.address);
    try {
      const result = await backUp(readBackupRequest(event), {
        source: this.book,
        database,
        ledgers: NO_LEDGERS,
        succeeded: async (at) => void this.succeeded.push(at.toISOString()),
        segments: 3,
        now: () => new Date(this.book.now),
        hasTime: () => true,
        ...options,
      });
      return result as BackupSummary;
    } finally {
      database.close();
    }
  }

  /** Starts a full run of three segments. */
  async planFull(): Promise<Extract<BackupPlan, { mode: "full" }>> {
    const plan: unknown = await this.run({ mode: "plan", request: { mode: "full" } });
    return plan as Extract<BackupPlan, { mode: "full" }>;
  }

  /** Asks again with what each answer says, until there is no more. */
  async runToEnd(event: unknown, options: Partial<BackupOptions>): Promise<BackupSummary[]> {
    const summaries = [await this.run(event, options)];
    for (;;) {
      const next = summaries.at(-1)?.next;
      if (next === undefined) return summaries;
      summaries.push(await this.run(next, options));
    }
  }

  /** Actual rows of the database, ordered by ID. */
  async rows(): Promise<unknown[][]> {
    const found = await this.database.select(
      `SELECT ${COLUMNS.join(", ")} FROM expenses ORDER BY expense_id`,
    );
    return found.map((row) => COLUMNS.map((column) => row[column]));
  }

  /** Expected rows of the database. */
  expected(): unknown[][] {
    return [...this.book.items.values()]
      .map((item) => toValues(item))
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  }
}

/** Gives each test of a `describe` an empty book and an empty database, on one server. */
export function useBackup(): () => BackupFixture {
  const database = useDatabase();
  let backup: BackupFixture | undefined;
  beforeEach(async () => {
    backup = new BackupFixture(database());
    await backup.startOver();
  });
  return () => {
    if (backup === undefined) throw new Error("The backup is there inside of tests and hooks only.");
    return backup;
  };
}
