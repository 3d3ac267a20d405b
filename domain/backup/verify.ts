import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { ExpenseSource } from "../expenses/expenseSource";
import { isExpired } from "../expenses/expenseVersions";
import type { ExpenseItem } from "../expenses/model";
import { storedExpenses } from "../expenses/storedExpenses";
import { count } from "../jobs/jobInput";
import type { LedgerSource } from "../ledgers/ledgerSource";
import { inBatches } from "../values/batches";
import { epochSeconds } from "../values/day";
import { toValues } from "./backupRow";
import type { BackupTables } from "./backupTables";
import { compareLedgers } from "./ledgerBackup";
import { MAX_EXAMPLES } from "./model";
import { compareRules } from "./ruleBackup";
import { addContent, compareRows, compareSums, type Difference } from "./verifyRows";

const content = z
  .strictObject({ count, checksum: z.string().regex(/^[0-9a-f]{16}$/, "must be 16 hex digits") })
  .default({ count: 0, checksum: "0".repeat(16) });
const difference = z.strictObject({
  what: z.string(),
  kind: z.enum(["missing", "extra", "different", "unrepresentable", "sum"]),
  detail: z.string().optional(),
});

/** Parameters of a verification: none, or those that continue from the result of an earlier call. */
export const verifyRequest = z.strictObject({
  /** First compares every expense with its row; then, if there are more rows than expenses, names the extra rows. */
  phase: z.enum(["compare", "extras"], 'must be "compare" or "extras"').default("compare"),
  /** Continues after this expense. */
  after: z.string("must be an id").optional(),
  /** UTC; later changes are not yet due in the backup. Default: that of the backup. */
  watermark: z.iso.datetime("must be a UTC instant").optional(),
  expenses: content,
  backup: content,
  pending: count,
  matched: count,
  /** Rows that lagged behind their expense or ledger and were updated. */
  repaired: count,
  differences: count,
  examples: z.array(difference).default([]),
});
type VerifyRequest = z.infer<typeof verifyRequest>;

interface VerifySummary
  extends Pick<VerifyRequest, "expenses" | "backup" | "pending" | "repaired" | "differences" | "examples"> {
  finished: boolean;
  next?: VerifyRequest;
}

/** The backup differs from the table. */
export class BackupDiffersError extends Error {
  override readonly name = "BackupDiffersError";

  constructor({
    differences,
    repaired,
    examples,
  }: Pick<VerifySummary, "differences" | "repaired" | "examples">) {
    const named = examples.map(({ what, kind, detail }) => `${what} ${kind}${detail ? ` (${detail})` : ""}`);
    super(
      `The backup differs from the table in ${differences} places: ${named.join("; ")}. Rows repaired: ${repaired}.`,
    );
  }
}

interface VerifyOptions {
  source: ExpenseSource;
  ledgers: LedgerSource;
  database: BackupTables;
  db: DynamoDBDocumentClient;
  table: string;
  now: () => Date;
  /** True while there is time for another chunk. */
  hasTime: () => boolean;
}

/** Number of expenses compared at a time. */
const CHUNK = 1000;

/**
 * Compares the backup with the table. Items of ledgers come first, then each expense with its row column by column, the
 * sums of both sides by ledger and currency, and the number of rows. Expenses deleted longer ago than the trash keeps
 * are left out on both sides, and changes after the watermark are left to the next run. Memory does not grow with
 * expenses or ledgers.
 *
 * Rows that are missing or lag behind their expense are repaired: this finds a change that came later than any overlap.
 * Rows that are newer than their expense, or have none, stay as they are: if the table lost data, they are the copy of
 * it.
 */
export async function verify(request: VerifyRequest, options: VerifyOptions): Promise<VerifySummary> {
  const watermark = request.watermark ?? (await options.database.watermark());
  if (watermark === undefined) {
    throw new Error("There is no backup to verify: none has finished yet. Run the backup first.");
  }
  return new Verification({ ...request, watermark }, options).run();
}

class Verification {
  constructor(
    private readonly state: VerifyRequest & { watermark: string },
    private readonly options: VerifyOptions,
  ) {}

  async run(): Promise<VerifySummary> {
    const { state, options } = this;
    if (state.phase === "compare") {
      if (state.after === undefined) await this.compareLedgers();
      if (!(await this.compareAll())) return this.summary(false);
      const rows = await options.database.countRows(epochSeconds(options.now()));
      if (rows === state.matched) return this.summary(true);
      Object.assign(state, { phase: "extras", after: "" });
    }
    return this.summary(await this.findExtras());
  }

  private async compareLedgers(): Promise<void> {
    const { ledgers, database, now } = this.options;
    for (const { behind, differences } of [
      await compareLedgers(ledgers, database.ledgers),
      await compareRules(ledgers, database.ledgers, now()),
    ]) {
      this.state.repaired += behind;
      this.note(differences);
    }
  }

  /** @returns false if time was up before the end. */
  private async compareAll(): Promise<boolean> {
    const { source, hasTime } = this.options;
    for await (const page of source.segment({ segment: 0, segments: 1 }, this.state.after)) {
      for (const chunk of inBatches(page, CHUNK)) {
        await this.compare(chunk);
        this.state.after = chunk.at(-1)?.expenseId;
        if (!hasTime()) return false;
      }
    }
    return true;
  }

  private async compare(chunk: readonly ExpenseItem[]): Promise<void> {
    const { database, now } = this.options;
    const { state } = this;
    const items = chunk.filter((item) => !isExpired(item, now()));
    const rows = await database.rowsById(items.map(({ expenseId }) => expenseId));
    const result = compareRows(items, rows, state.watermark);
    state.expenses = addContent(state.expenses, result.expenses);
    state.backup = addContent(state.backup, result.backup);
    state.pending += result.pending;
    state.matched += result.matched;
    this.note(result.differences);
    const sums = await database.sums(result.compared.map(({ expenseId }) => expenseId));
    this.note(compareSums(result.compared, sums));
    const wrong = new Set(result.differences.filter(isRepairable).map(({ what }) => what));
    const behind = items.filter(({ expenseId }) => wrong.has(expenseId));
    state.repaired += await database.repair(behind.map((item) => toValues(item)));
  }

  /** Looks for rows without an expense, only if there are too many rows, because it reads every one. */
  private async findExtras(): Promise<boolean> {
    const { database, db, table, now, hasTime } = this.options;
    for (;;) {
      const rows = await database.rowsAfter(this.state.after ?? "", epochSeconds(now()), CHUNK);
      const ids = rows.map((row) => String(row.expense_id));
      const found = await storedExpenses(db, table, ids, []);
      const extras = ids.filter((id) => !found.has(id));
      this.note(extras.map((what) => ({ what, kind: "extra" })));
      this.state.after = ids.at(-1) ?? this.state.after;
      if (rows.length < CHUNK) return true;
      if (!hasTime()) return false;
    }
  }

  private note(differences: readonly Difference[]): void {
    this.state.differences += differences.length;
    this.state.examples.push(...differences.slice(0, MAX_EXAMPLES - this.state.examples.length));
  }

  private summary(finished: boolean): VerifySummary {
    const { expenses, backup, pending, repaired, differences, examples } = this.state;
    const next = finished ? {} : { next: this.state };
    return { finished, expenses, backup, pending, repaired, differences, examples, ...next };
  }
}

function isRepairable({ kind }: Difference): boolean {
  return kind === "missing" || kind === "different";
}
