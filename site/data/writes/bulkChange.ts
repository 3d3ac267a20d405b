import "../../i18n/en/changes";
import "../../i18n/en/device";
import type { Expense } from "../../../domain/expenses/expense";
import { recategorised } from "../../../domain/expenses/recategorise";
import { t } from "../../i18n";
import { isPassing } from "../../lib/network/passing";
import { problemOf } from "../../lib/network/requestError";
import { redoAction, undoAction } from "../../lib/network/undoAction";
import { showToast, type ToastAction, toastOfAct } from "../../lib/page/toasts";
import { pending } from "../outbox/pendingWrites";
import { type BulkStep, type BulkWork, bulkOf, doBulk, resumedBulk, withdrawBulk } from "./bulkWork";
import { waysTo } from "./savedNotice";
import { type Bulk, begin, isHeld, isStored, type UnsentWrite, unsentWrites } from "./writeJournal";

/** The texts about a bulk change, by the number of its expenses. */
interface Words {
  doing: (values: { count: number; total: number }) => string;
  done: (count: number) => string;
}

const WORDS: Readonly<Record<Bulk["action"], Words>> = {
  categorise: {
    doing: (values) => t("changes.changingMany", values),
    done: (count) => t("changes.changedMany", { count }),
  },
  delete: {
    doing: (values) => t("changes.deletingMany", values),
    done: (count) => t("changes.deletedMany", { count }),
  },
  restore: {
    doing: (values) => t("changes.restoringMany", values),
    done: (count) => t("changes.restoredMany", { count }),
  },
  erase: {
    doing: (values) => t("changes.erasingMany", values),
    done: (count) => t("changes.erasedMany", { count }),
  },
  undo: {
    doing: (values) => t("changes.undoingMany", values),
    done: (count) => t("changes.undoneMany", { count }),
  },
};

/** A bulk change, and how its user is told about it. */
interface BulkAct {
  work: BulkWork;
  ways: typeof waysTo;
  show: typeof showToast;
}

/** The acts of this page that wait, by the key of their write: they go on with what their messages offer. */
const waitingActs = new Map<string, BulkAct>();

/**
 * Does a bulk change and informs the user: of its progress, its outcome, and how to undo it; or why it failed, and how
 * to continue. Without a connection it waits for one, even if the page is closed meanwhile.
 *
 * @param ways Makes the ways that are offered to the changed expenses, once it is done.
 */
async function tellBulk(work: BulkWork, ways: typeof waysTo = waysTo): Promise<void> {
  const act = { work, ways, show: toastOfAct() };
  work.unsent = begin(work.bulk, work.unsent, [...work.seen.values()]);
  try {
    await doBulk(work, (count) => act.show(WORDS[work.bulk.action].doing({ count, total: work.total })));
  } catch (error) {
    if (isPassing(error)) return tellWaiting(act, work.unsent);
    return act.show(problemOf(error).message, { label: t("app.retry"), run: () => tellBulk(work, ways) });
  }
  return tellDone(act);
}

/** Goes on with a bulk change that waits, or that an earlier page left. */
export async function resumeBulk(bulk: Bulk, unsent: UnsentWrite): Promise<void> {
  const known = pending.has(unsent.key) ? waitingActs.get(unsent.key) : undefined;
  const act = known ?? { work: resumedBulk(bulk, unsent), ways: waysTo, show: toastOfAct() };
  // The kept change may name another category by now: it was renamed.
  Object.assign(act.work, { bulk, unsent });
  waitingActs.set(unsent.key, act);
  try {
    await doBulk(act.work, () => {});
  } catch (error) {
    if (isPassing(error)) return;
    waitingActs.delete(unsent.key);
    return act.show(problemOf(error).message);
  }
  waitingActs.delete(unsent.key);
  await tellDone(act);
}

/** The offer to undo a bulk change; undefined if it cannot be undone. */
function undoOf({ work }: BulkAct): ToastAction | undefined {
  const { action } = work.bulk;
  const offer = action === "undo" ? redoAction : undoAction;
  return action === "erase" ? undefined : offer(() => undoBulk(work));
}

/** Says what a bulk change that waits has done so far, and offers to undo that; undefined if that is nothing. */
export function doneSoFar(
  bulk: Bulk,
  unsent: UnsentWrite,
): { text: string; undo: ToastAction | undefined } | undefined {
  const work = resumedBulk(bulk, unsent);
  if (work.done.length === 0) return undefined;
  const act = { work, ways: waysTo, show: toastOfAct() };
  return { text: WORDS[bulk.action].done(work.done.length), undo: undoOf(act) };
}

async function tellDone(act: BulkAct): Promise<void> {
  const { work, ways, show } = act;
  const { done, refusal, unsent, bulk } = work;
  if (unsent?.undone) return undoAll(done);
  const undo = done.length > 0 ? undoOf(act) : undefined;
  if (refusal) return show(refusal, undo);
  // The page does not know what an earlier release has changed.
  if (done.length === 0 && unsent?.isResumed) return;
  show(WORDS[bulk.action].done(done.length), ...ways(done.map(({ after }) => after)), undo);
}

/** A change that the browser does not store is acknowledged as one that ends with the page; one that another page gave up, not at all. */
function tellWaiting(act: BulkAct, unsent: UnsentWrite): void {
  if (!isHeld(unsent)) return;
  const { bulk } = act.work;
  waitingActs.set(unsent.key, act);
  const text = isStored(unsent)
    ? t("changes.waitingMany", { count: bulk.expenses.length })
    : t("device.notKept", { name: bulkInWords(bulk) });
  act.show(text, undoOf(act));
}

/** Names a bulk change that is still to do. */
export const bulkInWords = ({ action, expenses }: Bulk) =>
  t(`changes.bulk.${action}`, { count: expenses.length });

/**
 * Undoes a bulk change, as far as it got. If the API may know of the rest, the rest waits for its answer and is undone
 * then.
 */
async function undoBulk(work: BulkWork): Promise<void> {
  const { unsent, done } = work;
  const isToDo = unsentWrites().some(({ key }) => key === unsent?.key);
  if (!unsent || !isToDo) return undoAll(done);
  withdrawBulk(work, unsent);
  if (work.unsent?.undone) return showToast(t("changes.undoWaitsMany", { count: work.seen.size }));
  return undoAll(done);
}

/** Undoes a bulk change, as one. */
export async function undoAll(done: readonly BulkStep[]): Promise<void> {
  if (done.length === 0) return;
  const originals = new Map(done.map(({ before }) => [before.expenseId, before]));
  const steps = done.map(({ after }) => ({ before: after, version: after.version }));
  await tellBulk(bulkOf({ action: "undo" }, steps, ({ expenseId }) => originals.get(expenseId)));
}

/** Deletes expenses. */
export function removeMany(expenses: readonly Expense[]): Promise<void> {
  const steps = expenses.map((before) => ({ before, version: before.version }));
  return tellBulk(bulkOf({ action: "delete" }, steps, () => undefined));
}

/** Restores expenses from the trash. */
export function restoreMany(expenses: readonly Expense[]): Promise<void> {
  const steps = expenses.map((before) => ({ before }));
  return tellBulk(bulkOf({ action: "restore" }, steps, ({ deletedAt: _, ...restored }) => restored));
}

/** Erases expenses from the trash, for good. */
export function eraseMany(expenses: readonly Expense[]): Promise<void> {
  const steps = expenses.map((before) => ({ before }));
  return tellBulk(bulkOf({ action: "erase" }, steps, () => undefined));
}

/** Gives expenses and their parts a category. @param ways As in `tellBulk`. */
export function categoriseMany(
  expenses: readonly Expense[],
  category: string,
  ways?: typeof waysTo,
): Promise<void> {
  const changes = (before: Expense) => recategorised(before, () => category);
  const others = expenses.filter((one) => Object.keys(changes(one)).length > 0);
  const steps = others.map((before) => ({ before }));
  const work = bulkOf({ action: "categorise", category }, steps, (before) => ({
    ...before,
    ...changes(before),
  }));
  return tellBulk(work, ways);
}
