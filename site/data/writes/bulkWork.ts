import "../../i18n/en/changes";
import type { BatchAnswer } from "../../../domain/expenses/batchSchemas";
import type { Expense } from "../../../domain/expenses/expense";
import { MAX_BATCH } from "../../../domain/values/limits";
import { type Said, say } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { isPassing } from "../../lib/network/passing";
import { RequestError } from "../../lib/network/requestError";
import type { Swap } from "../expenses/model";
import { swapAll, writing } from "../lists/expenseLists";
import { pending, stopWaiting, waiting } from "../outbox/pendingWrites";
import { afterWrites, type Turn } from "./expenseWrites";
import { isChangedByUserAlone } from "./ownChanges";
import {
  type Bulk,
  type BulkSwap,
  end,
  isHeld,
  keepWrite,
  keptWrite,
  rebaseLater,
  type UnsentWrite,
} from "./writeJournal";

/** An expense before and after a bulk change. */
export interface BulkStep {
  before: Expense;
  after: Expense;
}

/** A bulk change: what shows of it, and its progress. */
export interface BulkWork {
  bulk: Bulk;
  total: number;
  /** The expenses as the user saw them, by ID. None if the release before left the change. */
  seen: Map<string, BulkSwap>;
  /** The change as it is kept, if it is. */
  unsent: UnsentWrite | undefined;
  /** True if the API may know of it. */
  isTried: boolean;
  done: BulkStep[];
  /** Reason of the first refusal. */
  refusal: Said | undefined;
}

/**
 * A bulk change of expenses that the user sees. Each may come with a version, as the API describes it.
 * @param outcome Makes of an expense what the change makes of it; undefined if it does not show any more.
 */
export function bulkOf(
  change: Omit<Bulk, "kind" | "expenses">,
  chosen: readonly { before: Expense; version?: number }[],
  outcome: (before: Expense) => Expense | undefined,
): BulkWork {
  const expenses = chosen.map(({ before, version }) => ({
    id: before.expenseId,
    ...(version !== undefined && { version }),
  }));
  const seen = chosen.map(({ before }) => ({ before, stored: outcome(before) }));
  return workOn({ kind: "bulk", ...change, expenses }, seen);
}

/** A bulk change that an earlier page left. */
export function resumedBulk(bulk: Bulk, unsent: UnsentWrite): BulkWork {
  const { seen = [] } = unsent;
  const done = seen.flatMap(({ before, stored, made }) => {
    const after = stored ?? { ...before, deletedAt: before.updatedAt };
    return made === undefined ? [] : [{ before, after: { ...after, version: made } }];
  });
  return { ...workOn(bulk, seen), unsent, isTried: true, done };
}

const workOn = (bulk: Bulk, seen: readonly BulkSwap[]): BulkWork => ({
  bulk,
  total: bulk.expenses.length,
  seen: new Map(seen.map((one) => [one.before.expenseId, one])),
  unsent: undefined,
  isTried: false,
  done: [],
  refusal: undefined,
});

/**
 * Does the rest of a bulk change, one batch after the other. If it fails, unfinished expenses show their former state; of a change
 * that is kept and may succeed later, they show on as it makes them.
 */
export async function doBulk(work: BulkWork, onProgress: (done: number) => void): Promise<void> {
  const ids = idsOf(work);
  // One that waited shows already.
  if (!work.unsent || !pending.has(work.unsent.key)) swapAll(ids.map((id) => shown(work, id)));
  keepPending(work);
  try {
    await afterWrites(ids, async (turns) => {
      try {
        await doRest(work, turns, onProgress);
      } catch (error) {
        if (isWaitingFor(work, error)) for (const id of idsOf(work)) blockTurn(turns.get(id), error);
        throw error;
      }
    });
    endBulk(work);
  } catch (error) {
    if (work.unsent && isWaitingFor(work, error)) {
      end(work.unsent, false);
      if (isHeld(work.unsent)) waiting.value = new Map(waiting.peek()).set(work.unsent.key, idsOf(work));
    } else {
      endBulk(work);
      swapAll(idsOf(work).map((id) => reversed(shown(work, id))));
    }
    throw error;
  }
}

/** The expenses that are still to do. */
const idsOf = ({ bulk }: BulkWork) => bulk.expenses.map(({ id }) => id);

const isWaitingFor = ({ unsent }: BulkWork, obstacle: unknown) => unsent !== undefined && isPassing(obstacle);

function blockTurn(turn: Turn | undefined, obstacle: unknown): void {
  if (turn) turn.obstacle = obstacle;
}

function endBulk({ unsent }: BulkWork): void {
  if (!unsent) return;
  pending.delete(unsent.key);
  end(unsent);
}

/** Keeps lists that are read meanwhile from showing the expenses as they were. */
function keepPending(work: BulkWork): void {
  const { unsent } = work;
  if (unsent)
    pending.set(
      unsent.key,
      idsOf(work).map((id) => shown(work, id)),
    );
}

/** An expense as the change shows it while it is not known to be done. One that is undone meanwhile shows no trace. */
function shown({ seen, unsent }: BulkWork, id: string): Swap {
  const { before, stored } = seen.get(id) ?? { before: undefined, stored: undefined };
  return { before, stored: unsent?.undone ? before : stored };
}

/**
 * Shows the expenses that are still to do as they were, and gives the change up. If the API may know of it, it is kept to be undone:
 * only its answer tells what became of the expenses.
 */
export function withdrawBulk(work: BulkWork, unsent: UnsentWrite): void {
  swapAll(idsOf(work).map((id) => reversed(shown(work, id))));
  if (work.isTried) {
    work.unsent = { ...unsent, undone: true };
    keepWrite(work.unsent);
    keepPending(work);
  } else {
    stopWaiting(unsent.key);
    endBulk(work);
  }
}

/** Takes a swap back. */
export const reversed = ({ before, stored }: Swap): Swap => ({ before: stored, stored: before });

async function doRest(
  work: BulkWork,
  turns: ReadonlyMap<string, Turn>,
  onProgress: (done: number) => void,
): Promise<void> {
  keepVersions(work, turns);
  const held = [...turns.values()].find(({ obstacle }) => obstacle !== undefined);
  // A write to one of the expenses waits, and is not overtaken.
  if (held && isWaitingFor(work, held.obstacle)) throw held.obstacle;
  while (work.bulk.expenses.length > 0) {
    if (work.total > MAX_BATCH) onProgress(work.total - work.bulk.expenses.length);
    await doBatch(work, turns);
  }
}

async function doBatch(work: BulkWork, turns: ReadonlyMap<string, Turn>): Promise<void> {
  const { kind: _, expenses, ...change } = work.bulk;
  const batch = expenses.slice(0, MAX_BATCH);
  const body = { ...change, expenses: batch.map((one) => asSent(work, one)) };
  const isKept = work.unsent !== undefined;
  // The browser knows that it is offline: what was never sent is given up without asking the API what became of it.
  if (isKept && navigator.onLine === false) throw new RequestError("network", say("app.noConnection"));
  work.isTried = true;
  const answer = await writing(() => call("POST /expenses/batch", { body }));
  const again = await sparedWrongly(work, answer.refused);
  const refusals = answer.refused.filter(({ id }) => !again.some((one) => one.id === id));
  const done = answer.expenses.map((stored) => ({ before: shown(work, stored.expenseId).stored, stored }));
  const refused = refusals.map(({ id, code }) => {
    const swap = reversed(shown(work, id));
    // Somebody else deleted it, and it is gone for good.
    return code === "expense.notFound" ? { ...swap, stored: undefined } : swap;
  });
  // If the change was undone meanwhile, only the batch was still to do that the API may have known.
  work.bulk = { ...work.bulk, expenses: work.unsent?.undone ? [] : [...again, ...expenses.slice(MAX_BATCH)] };
  for (const after of answer.expenses) noteDone(work, after, turns.get(after.expenseId));
  if (work.unsent) {
    work.unsent = { ...work.unsent, write: work.bulk, seen: [...work.seen.values()] };
    keepWrite(work.unsent);
    keepPending(work);
  }
  swapAll([...done, ...refused]);
  const [first] = refusals;
  if (first) work.refusal ??= { key: `refusal.${first.code}`, otherwise: first.message };
}

/** The refused expenses that nobody but the user of this browser changed, with their present versions: a later batch deletes them. */
async function sparedWrongly(
  { bulk, seen, unsent }: BulkWork,
  refused: BatchAnswer["refused"],
): Promise<Bulk["expenses"]> {
  if (bulk.action !== "delete" || !unsent) return [];
  const found = refused.map(async ({ id, code }) => {
    const before = seen.get(id)?.before;
    if (code !== "version.conflict" || !before) return [];
    const stored = await call("GET /expenses/{id}", { path: { id } }).catch((error: unknown) => {
      if (isPassing(error)) throw error;
    });
    return stored && isChangedByUserAlone(before, stored, unsent) ? { id, version: stored.version } : [];
  });
  return (await Promise.all(found)).flat();
}

/** Bases a deletion on what this page, or another, made of its expenses before, for whoever resumes it. */
function keepVersions(work: BulkWork, turns: ReadonlyMap<string, Turn>): void {
  if (work.bulk.action !== "delete") return;
  const kept = work.unsent && keptWrite(work.unsent).write;
  const known = new Map(
    kept?.kind === "bulk" ? kept.expenses.map(({ id, version = 0 }) => [id, version]) : [],
  );
  const latest = (id: string) => Math.max(known.get(id) ?? 0, turns.get(id)?.version ?? 0);
  const isBehind = ({ id, version = Number.POSITIVE_INFINITY }: Bulk["expenses"][number]) =>
    version < latest(id);
  if (!work.bulk.expenses.some(isBehind)) return;
  const expenses = work.bulk.expenses.map((one) =>
    isBehind(one) ? { ...one, version: latest(one.id) } : one,
  );
  work.bulk = { ...work.bulk, expenses };
  if (!work.unsent) return;
  work.unsent = { ...work.unsent, write: work.bulk };
  keepWrite(work.unsent);
}

/** A visible deletion removes any version; a delayed one spares expenses that were changed since by anybody else. */
const asSent = ({ bulk, unsent }: BulkWork, one: Bulk["expenses"][number]): Bulk["expenses"][number] =>
  bulk.action === "delete" && unsent?.isResumed !== true ? { id: one.id } : one;

function noteDone(work: BulkWork, after: Expense, turn: Turn | undefined): void {
  const one = work.seen.get(after.expenseId);
  if (!one || after.version <= one.before.version) return;
  const { before } = one;
  work.done.push({ before, after });
  work.seen.set(after.expenseId, { ...one, made: after.version });
  // A renaming moves expenses without a write of its own for them.
  if (after.version === before.version + 1) rebaseLater(work.unsent ?? { order: 0 }, after);
  // The version before it was this page's own as well, so that nobody else changed anything in between.
  if (turn && after.version === Math.max(before.version, turn.version) + 1) turn.version = after.version;
}
