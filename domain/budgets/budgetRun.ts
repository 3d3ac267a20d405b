import { describe, log } from "../aws/log";
import { changesSince, settledBefore, watermarkAt } from "../expenses/changesSince";
import type { ExpenseSource } from "../expenses/expenseSource";
import { ApiError } from "../http/apiError";
import type { Watermarks } from "../jobs/watermarks";
import type { DueItems } from "../ledgers/dueItems";
import { inBatches } from "../values/batches";
import { madeDue } from "./alerting";
import type { BudgetEvaluator } from "./budgetEvaluator";
import { type BudgetStore, DUE_BUDGETS } from "./budgetStore";
import type { BudgetBook } from "./model";

/** The name under which the run keeps its watermark. */
const FOLLOWER = "budgets";

/** Ledgers whose budgets are read at once: as many as one request takes. */
const PAGE = 100;

/** Ledgers that are evaluated at the same time. */
const AT_ONCE = 10;

export interface BudgetRunOptions {
  store: Pick<BudgetStore, "readAll" | "change">;
  source: Pick<ExpenseSource, "changes">;
  due: Pick<DueItems, "due" | "all">;
  watermarks: Pick<Watermarks, "read" | "write">;
  evaluator: Pick<BudgetEvaluator, "evaluate">;
  now(): Date;
  hasTime(): boolean;
}

export interface BudgetRunResult {
  /** Ledgers that were looked at because they changed or were due. */
  ledgers: number;
  /** Ledgers with budgets that were evaluated. */
  evaluated: number;
  /** Ledgers left to the next run, because there was no time or something failed. */
  postponed: number;
}

/**
 * Evaluates the budgets of the ledgers that changed, and of those that are due: a period began, a user changed them, or
 * an alert waits to be emailed. The cost grows with the changes, not with the number of ledgers. A run that is killed
 * leaves its watermark, so that the next one repeats the work; a ledger that could not be evaluated is made due, so
 * that it does not hold up the others.
 *
 * @throws Error if a ledger failed.
 */
export async function runBudgets(options: BudgetRunOptions): Promise<BudgetRunResult> {
  const { watermarks, now, hasTime } = options;
  const start = now();
  const result = { ledgers: 0, evaluated: 0, postponed: 0 };
  const changed = await changedLedgers(options, start);
  let failed = 0;
  const visit = async (ledgerIds: readonly string[]) => {
    result.ledgers += ledgerIds.length;
    const books = await options.store.readAll(ledgerIds);
    for (const batch of inBatches(books, AT_ONCE)) {
      const outcomes = await Promise.all(
        batch.map(({ ledgerId, book }) => visitOne(ledgerId, book, options)),
      );
      result.evaluated += outcomes.filter((outcome) => outcome === "evaluated").length;
      result.postponed += outcomes.filter((outcome) => outcome !== "evaluated").length;
      failed += outcomes.filter((outcome) => outcome === "failed").length;
    }
  };
  for (const page of inBatches(changed, PAGE)) await visit(page);
  await watermarks.write(FOLLOWER, watermarkAt(start));
  const seen = new Set(changed);
  for await (const page of options.due.due(DUE_BUDGETS, start, PAGE)) {
    await visit(page.map(({ ledgerId }) => ledgerId).filter((id) => !seen.has(id)));
    if (!hasTime()) break;
  }
  if (failed > 0) throw new Error(`The budgets of ${failed} ledgers could not be evaluated and stay due.`);
  return result;
}

async function visitOne(
  ledgerId: string,
  book: BudgetBook,
  { evaluator, store, now, hasTime }: BudgetRunOptions,
): Promise<"evaluated" | "postponed" | "failed"> {
  try {
    if (hasTime()) {
      await evaluator.evaluate(ledgerId, book, now(), hasTime);
      return "evaluated";
    }
    await store.change(ledgerId, (current) => madeDue(current, now()));
    return "postponed";
  } catch (error) {
    const isUnfinished = error instanceof ApiError && error.code === "sums.unfinished";
    if (!isUnfinished) log("error", "The budgets of a ledger stay due", { ledgerId, error: describe(error) });
    await store.change(ledgerId, (current) => madeDue(current, now()));
    return isUnfinished ? "postponed" : "failed";
  }
}

/**
 * Returns the ledgers that changed since the last run; all ledgers with budgets if the known changes are incomplete.
 */
async function changedLedgers(
  { watermarks, source, due }: BudgetRunOptions,
  now: Date,
): Promise<readonly string[]> {
  const watermark = await watermarks.read(FOLLOWER);
  const from = watermark && changesSince(watermark, now);
  const ledgers = new Set<string>();
  if (watermark === undefined || from === undefined) {
    for await (const page of due.all(DUE_BUDGETS)) for (const { ledgerId } of page) ledgers.add(ledgerId);
    return [...ledgers];
  }
  // Changes from before the watermark are read again, since an index may show them late. Of those, only the ones that
  // no later run reads are kept: by then the indexes behind the sums show them, too.
  const last = settledBefore(new Date(watermarkAt(now)));
  for await (const page of source.changes(from, now.toISOString())) {
    for (const { ledgerId, updatedAt } of page) {
      if (updatedAt >= watermark || updatedAt < last) ledgers.add(ledgerId);
    }
  }
  return [...ledgers];
}
