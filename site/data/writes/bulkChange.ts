import "../../i18n/en/changes";
import type { Expense } from "../../../domain/expenses/expense";
import { recategorised } from "../../../domain/expenses/recategorise";
import { MAX_BATCH } from "../../../domain/values/limits";
import { type Said, t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { problemOf } from "../../lib/network/requestError";
import { type ToastAction, toastOfAct } from "../../lib/page/toasts";
import { redoAction, undoAction } from "../../lib/page/undoAction";
import type { Swap } from "../expenses/model";
import { swapAll, writing } from "../lists/expenseLists";
import { afterWrites } from "./expenseWrites";
import { waysTo } from "./savedNotice";
import { type Bulk, begin, end, isPassing, keepWrite, type UnsentWrite } from "./writeJournal";

/** An expense before and after a bulk change. */
export interface BulkStep {
  before: Expense;
  after: Expense;
}

/** A bulk change: what shows of it, and its progress. */
export interface BulkWork {
  bulk: Bulk;
  total: number;
  /** The expenses as the user saw them, by ID. None if an earlier page left the change. */
  seen: ReadonlyMap<string, Expense>;
  /** Makes of an expense what the change makes of it; undefined if it does not show any more. */
  outcome: (before: Expense) => Expense | undefined;
  /** The change as it is kept, if it is. */
  unsent: UnsentWrite | undefined;
  done: BulkStep[];
  /** Reason of the first refusal. */
  refusal: Said | undefined;
}

/** A bulk change of expenses that the user sees. Each may come with a version, as the API describes it. */
export function bulkOf(
  change: Omit<Bulk, "kind" | "expenses">,
  chosen: readonly { before: Expense; version?: number }[],
  outcome: BulkWork["outcome"],
): BulkWork {
  const expenses = chosen.map(({ before, version }) => ({
    id: before.expenseId,
    ...(version !== undefined && { version }),
  }));
  const seen = new Map(chosen.map(({ before }) => [before.expenseId, before]));
  const bulk: Bulk = { kind: "bulk", ...change, expenses };
  return { ...workOf(bulk), seen, outcome };
}

/** A bulk change that an earlier page left. */
export const resumedBulk = (bulk: Bulk, unsent: UnsentWrite): BulkWork => ({ ...workOf(bulk), unsent });

const workOf = (bulk: Bulk): BulkWork => ({
  bulk,
  total: bulk.expenses.length,
  seen: new Map(),
  outcome: () => undefined,
  unsent: undefined,
  done: [],
  refusal: undefined,
});

/**
 * Does the rest of a bulk change, one batch after the other. If it fails, unfinished expenses show their former state.
 */
export async function doBulk(work: BulkWork, onProgress: (done: number) => void): Promise<void> {
  const ids = work.bulk.expenses.map(({ id }) => id);
  swapAll(ids.map((id) => shown(work, id)));
  try {
    await afterWrites(ids, async () => {
      while (work.bulk.expenses.length > 0) {
        if (work.total > MAX_BATCH) onProgress(work.total - work.bulk.expenses.length);
        await doBatch(work);
      }
    });
    if (work.unsent) end(work.unsent);
  } catch (error) {
    swapAll(work.bulk.expenses.map(({ id }) => back(work, id)));
    if (work.unsent) end(work.unsent, !isPassing(error));
    throw error;
  }
}

/** The change as it shows while it is not known to be done. */
const shown = (work: BulkWork, id: string): Swap => {
  const before = work.seen.get(id);
  return { before, stored: before && work.outcome(before) };
};

const back = (work: BulkWork, id: string): Swap => {
  const { before, stored } = shown(work, id);
  return { before: stored, stored: before };
};

async function doBatch(work: BulkWork): Promise<void> {
  const { kind: _, expenses, ...change } = work.bulk;
  const batch = expenses.slice(0, MAX_BATCH);
  // A visible deletion removes any version; a delayed one spares expenses that were changed since.
  const isBlind = change.action === "delete" && work.unsent?.isResumed !== true;
  const body = {
    ...change,
    expenses: isBlind ? batch.map(({ id }) => ({ id })) : batch,
  };
  const answer = await writing(() => call("POST /expenses/batch", { body }));
  work.bulk = { ...work.bulk, expenses: expenses.slice(MAX_BATCH) };
  if (work.unsent) keepWrite({ ...work.unsent, write: work.bulk });
  const done = answer.expenses.map((stored) => ({ before: shown(work, stored.expenseId).stored, stored }));
  const refused = answer.refused.map(({ id, code }) => {
    const swap = back(work, id);
    // Somebody else deleted it, and it is gone for good.
    return code === "expense.notFound" ? { ...swap, stored: undefined } : swap;
  });
  swapAll([...done, ...refused]);
  for (const after of answer.expenses) {
    const before = work.seen.get(after.expenseId);
    if (before && after.version > before.version) work.done.push({ before, after });
  }
  const [first] = answer.refused;
  if (first) work.refusal ??= { key: `refusal.${first.code}`, otherwise: first.message };
}

/** The texts about a bulk change, by the number of its expenses. */
interface Words {
  doing: (values: { count: number; total: number }) => string;
  done: (count: number) => string;
}

/**
 * Does a bulk change and informs the user: of its progress, its outcome, and how to undo it; or why it failed, and how
 * to continue. If the page is closed meanwhile, the next one continues.
 *
 * @param ways Makes the ways that are offered to the changed expenses, once it is done.
 */
export async function tellBulk(
  work: BulkWork,
  words: Words,
  ways: (changed: readonly Expense[]) => readonly ToastAction[] = () => [],
): Promise<void> {
  const show = toastOfAct();
  work.unsent = begin(work.bulk, work.unsent);
  try {
    await doBulk(work, (count) => show(words.doing({ count, total: work.total })));
  } catch (error) {
    return show(problemOf(error).message, {
      label: t("app.retry"),
      run: () => tellBulk(work, words, ways),
    });
  }
  const { done, refusal } = work;
  const isUndoable = done.length > 0 && work.bulk.action !== "erase";
  const offer = work.bulk.action === "undo" ? redoAction : undoAction;
  const undo = isUndoable ? offer(() => undoAll(done)) : undefined;
  if (refusal) return show(refusal, undo);
  show(words.done(done.length), ...ways(done.map(({ after }) => after)), undo);
}

/** Undoes a bulk change, as one. */
export async function undoAll(done: readonly BulkStep[]): Promise<void> {
  const originals = new Map(done.map(({ before }) => [before.expenseId, before]));
  const steps = done.map(({ after }) => ({ before: after, version: after.version }));
  const work = bulkOf({ action: "undo" }, steps, ({ expenseId }) => originals.get(expenseId));
  const words = {
    doing: (values: { count: number; total: number }) => t("changes.undoingMany", values),
    done: (count: number) => t("changes.undoneMany", { count }),
  };
  await tellBulk(work, words, waysTo);
}

/** Deletes expenses. */
export function removeMany(expenses: readonly Expense[]): Promise<void> {
  const steps = expenses.map((before) => ({ before, version: before.version }));
  return tellBulk(
    bulkOf({ action: "delete" }, steps, () => undefined),
    {
      doing: (values) => t("changes.deletingMany", values),
      done: (count) => t("changes.deletedMany", { count }),
    },
  );
}

/** Restores expenses from the trash. */
export function restoreMany(expenses: readonly Expense[]): Promise<void> {
  const steps = expenses.map((before) => ({ before }));
  return tellBulk(
    bulkOf({ action: "restore" }, steps, ({ deletedAt: _, ...restored }) => restored),
    {
      doing: (values) => t("changes.restoringMany", values),
      done: (count) => t("changes.restoredMany", { count }),
    },
    waysTo,
  );
}

/** Erases expenses from the trash, for good. */
export function eraseMany(expenses: readonly Expense[]): Promise<void> {
  const steps = expenses.map((before) => ({ before }));
  return tellBulk(
    bulkOf({ action: "erase" }, steps, () => undefined),
    {
      doing: (values) => t("changes.erasingMany", values),
      done: (count) => t("changes.erasedMany", { count }),
    },
  );
}

/** Gives expenses and their parts a category. @param ways As in `tellBulk`. */
export function categoriseMany(
  expenses: readonly Expense[],
  category: string,
  ways: typeof waysTo = waysTo,
): Promise<void> {
  const changes = (before: Expense) => recategorised(before, () => category);
  const others = expenses.filter((one) => Object.keys(changes(one)).length > 0);
  const steps = others.map((before) => ({ before }));
  return tellBulk(
    bulkOf({ action: "categorise", category }, steps, (before) => ({ ...before, ...changes(before) })),
    {
      doing: (values) => t("changes.changingMany", values),
      done: (count) => t("changes.changedMany", { count }),
    },
    ways,
  );
}
