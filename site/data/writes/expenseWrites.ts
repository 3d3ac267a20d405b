import "../../i18n/en/changes";
import type { Expense } from "../../../domain/expenses/expense";
import { say } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { isPassing } from "../../lib/network/passing";
import { failureOf, RequestError } from "../../lib/network/requestError";
import { amountAfter, conflictsOf } from "../expenses/editConflicts";
import { differs } from "../expenses/typedValues";
import { swap, writing } from "../lists/expenseLists";
import { isWaiting, pending, waiting } from "../outbox/pendingWrites";
import { isChangedByUserAlone, renamedByUser } from "./ownChanges";
import { type ExpenseWrite, keepWrite, keptWrite, rebaseLater, type UnsentWrite } from "./writeJournal";

// Writes to the same expense are sent one after another: an undo must not overtake the deletion before it. What shows is what the
// last of them makes of the expense; once that is answered, it is what the server has stored. One that does not get through, though it
// may later, waits, and so do those after it.

/** The writes to an expense that are in progress. */
export interface Turn {
  last: Promise<unknown>;
  /** The expense on the server, as far as it is known. One in the trash has `deletedAt`; undefined if it is gone. */
  stored: Expense | undefined;
  /** The version that the last write of this page made: the next may be based on a version whose answer was still pending. */
  version: number;
  /** Reason why the last write has to wait; later ones wait behind it. */
  obstacle: unknown;
}

const turns = new Map<string, Turn>();

/**
 * Changes many expenses after the writes to them that are in progress. Later writes wait for it, and meanwhile its
 * result shows.
 * @param work Is given the turn of each expense by its ID.
 */
export async function afterWrites<T>(
  expenseIds: readonly string[],
  work: (taken: ReadonlyMap<string, Turn>) => Promise<T>,
): Promise<T> {
  const taken = new Map(expenseIds.map((id) => [id, turns.get(id) ?? newTurn(id)]));
  const earlier = Promise.allSettled([...taken.values()].map(({ last }) => last));
  const last = earlier.then(() => work(taken));
  for (const [id, turn] of taken) {
    turn.last = last;
    turns.set(id, turn);
  }
  try {
    return await last;
  } finally {
    for (const id of expenseIds) if (turns.get(id)?.last === last) turns.delete(id);
  }
}

/** Somebody else changed the same fields as the user. */
export class EditConflict extends RequestError {
  /** @param stored The current expense. */
  constructor(
    name: string,
    readonly stored: Expense,
  ) {
    super("conflict", say("changes.changedElsewhere", { name }));
  }
}

/**
 * Shows at once what a write makes of an expense, sends it in its turn, and then shows what the server has. An edit joins what somebody
 * else changed in other fields meanwhile.
 * @param unsent The write as it is kept. It is kept with the version that it is based on in the end.
 * @returns the expense as it is stored then; one that was deleted has `deletedAt`.
 * @throws RequestError if it did not succeed; {@link EditConflict} if somebody else changed the same fields. What it makes of the
 * expense shows on if it is passing: it waits to be resumed.
 */
export async function perform(write: ExpenseWrite, unsent: UnsentWrite): Promise<Expense> {
  const before = seen(write);
  const after = outcome(write);
  const { expenseId } = before;
  const turn = turns.get(expenseId) ?? newTurn(expenseId, before);
  turns.set(expenseId, turn);
  // A bulk change knows nothing of the expense.
  turn.stored ??= before;
  const run = async () => {
    const due = onVersion(turn.version, keptWrite(unsent), write);
    // First: one that waits behind another is sent by whichever page resumes it.
    if (due.write.before.version > write.before.version) keepWrite(due);
    if (turn.obstacle) throw turn.obstacle;
    try {
      turn.stored = await oneOfFew(() => send(due));
      if (turn.stored.version === due.write.before.version + 1) rebaseLater(unsent, turn.stored);
    } catch (error) {
      turn.stored = await latest(expenseId, turn.stored, error);
      if (failureOf(error) !== "conflict" || !turn.stored) throw error;
      turn.stored = await join(due, turn.stored, error);
    }
    turn.version = Math.max(turn.version, turn.stored.version);
    return turn.stored;
  };
  const last = writing(() => turn.last.then(run, run));
  turn.last = last;
  // One that waited shows already.
  if (!pending.has(unsent.key)) swap(before, after);
  pending.set(unsent.key, [{ before, stored: after }]);
  const settle = (error?: unknown) => {
    const isLast = turn.last === last;
    if (isLast) turns.delete(expenseId);
    if (isPassing(error)) {
      turn.obstacle = error;
      waiting.value = new Map(waiting.peek()).set(unsent.key, [expenseId]);
      return;
    }
    pending.delete(unsent.key);
    // Otherwise the write that follows is shown already, and ends with what is stored.
    if (isLast) swap(after, turn.stored);
  };
  try {
    const stored = await last;
    settle();
    return stored;
  } catch (error) {
    settle(error);
    throw error;
  }
}

/** The first turn of an expense. A write that waits is not overtaken: it goes first when all are resumed. */
function newTurn(expenseId: string, stored?: Expense): Turn {
  const obstacle = isWaiting(expenseId)
    ? new RequestError("unavailable", say("app.serverFailed"))
    : undefined;
  return { last: Promise.resolve(), stored, version: 0, obstacle };
}

/** The expense before a write. Where a deletion is undone, it is the one that the user saw before that. */
function seen({ kind, before }: ExpenseWrite): Expense {
  return kind === "restore" ? { ...before, deletedAt: before.deletedAt ?? before.updatedAt } : before;
}

/** The expense as it shows after a write; undefined if it does not show. */
function outcome(write: ExpenseWrite): Expense | undefined {
  const { kind, before } = write;
  if (kind === "delete") return undefined;
  if (kind === "change") return { ...before, ...write.changes, amount: amountAfter(before, write.changes) };
  const { deletedAt: _, ...restored } = before;
  return restored;
}

/** A write as it is sent. */
interface DueWrite extends UnsentWrite {
  write: ExpenseWrite;
}

/** A write as it is kept, based on no earlier version than the last one that this page made. A category may have another name by now. */
function onVersion(made: number, kept: UnsentWrite, begun: ExpenseWrite): DueWrite {
  const write = "before" in kept.write ? kept.write : begun;
  const version = Math.max(begun.before.version, write.before.version, made);
  return { ...kept, write: { ...write, before: { ...write.before, version } } };
}

/** @returns the expense as it is stored then. */
async function send(due: DueWrite, version = due.write.before.version): Promise<Expense> {
  const { before } = due.write;
  const path = { id: before.expenseId };
  if (due.isResumed && due.write.kind === "delete") {
    const stored = await call("GET /expenses/{id}", { path });
    if (stored.version !== version && !isChangedByUserAlone(before, stored, due)) {
      throw new RequestError("conflict", say("changes.leftAlone", { name: before.description }));
    }
  }
  if (due.write.kind === "restore") return call("POST /expenses/{id}/restore", { path });
  if (due.write.kind === "change") {
    return call("PATCH /expenses/{id}", {
      path,
      headers: { "If-Match": `"${version}"` },
      body: due.write.changes,
    });
  }
  await call("DELETE /expenses/{id}", { path });
  return { ...before, deletedAt: new Date().toISOString() };
}

/** After this many conflicts in a row, an edit that hits no field of another is given up. */
const MOST_JOINS = 5;

/**
 * Applies an edit to somebody else's version of the expense.
 * @throws EditConflict if somebody else changed the same fields.
 */
async function join(due: DueWrite, latest: Expense, conflict: unknown): Promise<Expense> {
  let stored = latest;
  let refusal = conflict;
  const { write } = due;
  for (let joins = 0; write.kind === "change" && joins < MOST_JOINS; joins++) {
    if (isDone(write, stored)) return stored;
    const { before, changes } = write;
    const conflicts = conflictsOf(renamedByUser(before), changes, renamedByUser(stored));
    if (conflicts.length > 0) throw new EditConflict(before.description, stored);
    try {
      return await send(due, stored.version);
    } catch (error) {
      if (failureOf(error) !== "conflict") throw error;
      refusal = error;
      stored = await call("GET /expenses/{id}", { path: { id: stored.expenseId } });
    }
  }
  throw refusal;
}

/** The expense on the server after a write that failed. */
async function latest(id: string, stored: Expense | undefined, error: unknown): Promise<Expense | undefined> {
  const failure = failureOf(error);
  if (failure === "gone") return undefined;
  if (failure !== "conflict") return stored;
  return call("GET /expenses/{id}", { path: { id } }).catch((problem: unknown) =>
    failureOf(problem) === "gone" ? undefined : stored,
  );
}

/** Returns true if the expense is what an edit wanted to make of it: the answer to an earlier attempt was lost. */
function isDone(write: ExpenseWrite, stored: Expense): boolean {
  if (write.kind !== "change") return false;
  const wanted = { ...write.changes, amount: amountAfter(stored, write.changes) };
  return Object.entries(wanted).every(
    ([name, value]) => value === undefined || !differs(stored, name, value),
  );
}

// Not by `p-limit`, whose version for CommonJS makes esbuild wrap every module of the first screen: 2 KB more.

/** Requests that run at the same time. */
const AT_ONCE = 4;
let running = 0;
const queue: (() => void)[] = [];

async function oneOfFew<T>(request: () => Promise<T>): Promise<T> {
  if (running === AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    return await request();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}
