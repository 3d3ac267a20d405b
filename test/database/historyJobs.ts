import { NO_LEDGERS } from "../../bench/expenses";
import { type BackupPlan, type BackupSummary, backUp } from "../../domain/backup/backup";
import { type BackupRequest, readBackupRequest } from "../../domain/backup/backupRequest";
import { BackupTables } from "../../domain/backup/backupTables";
import { restore, restoreRequest } from "../../domain/backup/restore";
import { verify, verifyRequest } from "../../domain/backup/verify";
import { DynamoExpenseSource } from "../../domain/expenses/expenseSource";
import type { AccessReader } from "../../domain/ledgers/accessReader";
import type { LedgerRepository } from "../../domain/ledgers/ledgerRepository";
import type { ExpensesTable } from "../helpers/expensesTable";

const now = () => new Date();
const hasTime = () => true;

/** The jobs that copy expenses between DynamoDB and MySQL, as state machines run them. */
export class HistoryJobs {
  /** @param address Of the database, once it runs. */
  constructor(
    private readonly table: ExpensesTable,
    private readonly address: () => Parameters<typeof BackupTables.open>[0],
  ) {}

  async backUpAll(mode: "changes" | "full"): Promise<BackupSummary[]> {
    const call = (request: BackupRequest) =>
      this.withTables((tables) =>
        backUp(request, {
          source: new DynamoExpenseSource(this.table.db, "Expenses"),
          database: tables,
          ledgers: NO_LEDGERS,
          succeeded: async () => {},
          segments: 2,
          now,
          hasTime,
        }),
      );
    const plan = (await call(readBackupRequest({ mode: "plan", request: { mode } }))) as BackupPlan;
    const summaries: BackupSummary[] = [];
    if (plan.mode === "full") {
      for (const segment of plan.segments) summaries.push((await call(segment)) as BackupSummary);
    }
    summaries.push((await call(plan.next)) as BackupSummary);
    return summaries;
  }

  verifyAll() {
    return this.withTables((tables) =>
      verify(verifyRequest.parse({}), {
        source: new DynamoExpenseSource(this.table.db, "Expenses"),
        ledgers: NO_LEDGERS,
        database: tables,
        db: this.table.db,
        table: "Expenses",
        now,
        hasTime,
      }),
    );
  }

  restoreAll(onlyMissing: boolean) {
    return this.withTables((tables) =>
      restore(restoreRequest.parse({ onlyMissing }), {
        database: tables,
        db: this.table.db,
        table: "Expenses",
        ledgersTable: "Ledgers",
        access: { read: async () => ({ record: {}, ledger: { exists: true } }) } as unknown as AccessReader,
        ledgers: {} as LedgerRepository,
        digests: { forget: async () => {} },
        budgets: { readAll: async () => [], change: () => Promise.reject(new Error("There are none.")) },
        notes: { note: async () => {}, noted: async () => [] },
        now,
        hasTime,
      }),
    );
  }

  private async withTables<T>(work: (tables: BackupTables) => Promise<T>): Promise<T> {
    const tables = await BackupTables.open(this.address());
    try {
      return await work(tables);
    } finally {
      tables.close();
    }
  }
}
