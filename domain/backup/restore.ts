import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { CONCURRENT_REQUESTS } from "../aws/clientDefaults";
import { written } from "../aws/conditionally";
import { madeDue } from "../budgets/alerting";
import type { BudgetStore } from "../budgets/budgetStore";
import type { DigestStore } from "../digests/digestStore";
import { recordOf } from "../expenses/expenseRecord";
import type { ExpenseItem } from "../expenses/model";
import { storedExpenses } from "../expenses/storedExpenses";
import { count } from "../jobs/jobInput";
import type { AccessReader } from "../ledgers/accessReader";
import { isSharedLedgerId } from "../ledgers/ledgerIds";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { RestoreNotes } from "../ledgers/restoreNotes";
import { inBatches } from "../values/batches";
import { epochSeconds } from "../values/day";
import { UnrepresentableError } from "../values/sqlValue";
import { type ExpenseRow, type RefusedRow, toItem } from "./backupRow";
import type { BackupTables } from "./backupTables";
import { restoreLedgers } from "./ledgerRestore";
import { MAX_EXAMPLES } from "./model";
import { restoreRules } from "./ruleBackup";

/** Request parameters of a restore. */
export const restoreRequest = z.strictObject({
  /** Writes only missing expenses; false also overwrites older versions. */
  onlyMissing: z.boolean("must be true or false").default(true),
  /** Continues after this id, with the counts so far. */
  after: z.string("must be an id").default(""),
  read: count,
  written: count,
  refused: count,
  /**
   * Items of ledgers that were written, such as settings; undefined before they are restored, which is the first step.
   */
  ledgers: z.int().min(0).optional(),
});
type RestoreRequest = z.infer<typeof restoreRequest>;

interface RestoreSummary {
  finished: boolean;
  /** Rows of the backup that were read. */
  read: number;
  /** Expenses that were written. */
  written: number;
  /** Items of ledgers that were written, such as settings. */
  ledgers: number;
  /** Rows that are not valid expenses: counted over the run, with examples from this call. */
  refused: { count: number; examples: RefusedRow[] };
  next?: RestoreRequest;
}

export interface RestoreOptions {
  database: BackupTables;
  db: DynamoDBDocumentClient;
  table: string;
  /** Name of the `Ledgers` table. */
  ledgersTable: string;
  ledgers: LedgerRepository;
  access: AccessReader;
  digests: Pick<DigestStore, "forget">;
  budgets: Pick<BudgetStore, "readAll" | "change">;
  notes: Pick<RestoreNotes, "note" | "noted">;
  now: () => Date;
  /** True while there is time for another page. */
  hasTime: () => boolean;
}

const PAGE_ROWS = 1000;

/**
 * Writes the rows of the backup into DynamoDB: items of ledgers first, then expenses, except those that were deleted
 * longer ago than the trash keeps.
 *
 * Existing items are looked up in batches, so that they cost no writes. Missing items are written one by one under a
 * condition: a batch write has no conditions, and could overwrite a version that a user made in the meantime with an
 * older one.
 */
export async function restore(request: RestoreRequest, options: RestoreOptions): Promise<RestoreSummary> {
  const { database } = options;
  const { onlyMissing } = request;
  // A full backup that read the table before these writes would remove their rows.
  await database.lock("restore");
  await database.noteRestore(options.now());
  // Before the expenses, which would create profiles without settings.
  const ledgers = request.ledgers ?? (await restoreAllLedgers(options, onlyMissing));
  const done = { ...request, ledgers };
  const examples: RefusedRow[] = [];
  for (;;) {
    const rows = await database.rowsAfter(done.after, epochSeconds(options.now()), PAGE_ROWS);
    const { items, refused } = toItems(rows);
    done.written += await writeItems(items, request.onlyMissing, options);
    done.read += rows.length;
    done.refused += refused.length;
    examples.push(...refused);
    done.after = String(rows.at(-1)?.expense_id ?? done.after);
    const finished = rows.length < PAGE_ROWS;
    if (finished || !options.hasTime()) return summarise(done, examples, finished);
  }
}

/** Restores items of ledgers; rules after the profiles, because a shared ledger without a profile was erased. */
async function restoreAllLedgers(options: RestoreOptions, onlyMissing: boolean): Promise<number> {
  const { database, db, ledgersTable: table, access, now } = options;
  const written = await restoreLedgers(database.ledgers, { db, table, onlyMissing });
  return written + (await restoreRules(database.ledgers, { db, table, onlyMissing, access, now: now() }));
}

function summarise(
  done: RestoreRequest & { ledgers: number },
  examples: RefusedRow[],
  finished: boolean,
): RestoreSummary {
  return {
    finished,
    read: done.read,
    written: done.written,
    ledgers: done.ledgers,
    refused: { count: done.refused, examples: examples.slice(0, MAX_EXAMPLES) },
    ...(!finished && { next: done }),
  };
}

function toItems(rows: readonly ExpenseRow[]): { items: ExpenseItem[]; refused: RefusedRow[] } {
  const items: ExpenseItem[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    try {
      items.push(toItem(row));
    } catch (error) {
      if (!(error instanceof UnrepresentableError)) throw error;
      refused.push({ expenseId: String(row.expense_id), reason: error.message });
    }
  }
  return { items, refused };
}

async function writeItems(
  items: ExpenseItem[],
  onlyMissing: boolean,
  options: RestoreOptions,
): Promise<number> {
  const ids = items.map(({ expenseId }) => expenseId);
  const found = await storedExpenses(options.db, options.table, ids, ["updatedAt"]);
  const missing = items.filter(({ expenseId, updatedAt }) => {
    const stored = found.get(expenseId);
    return stored === undefined || (!onlyMissing && stored.updatedAt < updatedAt);
  });
  const open = await makeLedgers(new Set(missing.map(({ ledgerId }) => ledgerId)), options);
  const due = missing.filter(({ ledgerId }) => open.has(ledgerId));
  // Before: if the run fails halfway, the next one finds these expenses in place.
  for (const id of open) await options.notes.note(id, options.now());
  let written = 0;
  for (const batch of inBatches(due, CONCURRENT_REQUESTS)) {
    const outcomes = await Promise.all(batch.map((item) => writeItem(item, onlyMissing, options)));
    written += outcomes.filter(Boolean).length;
  }
  await renewSums(items, options);
  return written;
}

/**
 * Deletes sums that lack restored expenses, and has the budgets evaluated again: neither follows expenses that carry the
 * time of their last change. Also those of a run that failed halfway.
 */
async function renewSums(
  items: readonly ExpenseItem[],
  { notes, digests, budgets, now }: RestoreOptions,
): Promise<void> {
  const ledgerIds = new Set(items.map(({ ledgerId }) => ledgerId));
  const noted = await notes.noted([...ledgerIds]);
  for (const id of noted) await digests.forget(id);
  for (const { ledgerId } of await budgets.readAll(noted))
    await budgets.change(ledgerId, (book) => madeDue(book, now()));
}

/**
 * Creates missing profiles that expenses need: reports find ledgers by them.
 * @returns the ledgers whose account is not closed. For an account that was closed too long ago to be known, the
 *   profile is what reveals that its user is missing (`accounts/accountReconciler.ts`).
 */
async function makeLedgers(
  ledgerIds: ReadonlySet<string>,
  { access, ledgers, now }: RestoreOptions,
): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const id of ledgerIds) {
    const { record, ledger } = await access.read(id, id);
    // A shared ledger that the backup does not know was erased.
    if (record.closed !== undefined || (isSharedLedgerId(id) && !ledger.exists)) continue;
    open.add(id);
    if (!ledger.exists) await ledgers.make(ledger, now());
  }
  return open;
}

/** Writes an expense, unless a stored version takes precedence. */
async function writeItem(
  item: ExpenseItem,
  onlyMissing: boolean,
  { db, table }: RestoreOptions,
): Promise<boolean> {
  return written(
    db.send(
      new PutCommand({
        TableName: table,
        Item: recordOf(item),
        ...(onlyMissing
          ? { ConditionExpression: "attribute_not_exists(expenseId)" }
          : {
              ConditionExpression: "attribute_not_exists(expenseId) OR updatedAt < :updatedAt",
              ExpressionAttributeValues: { ":updatedAt": item.updatedAt },
            }),
      }),
    ),
  );
}
