import type { BatchRequest } from "../../../domain/expenses/batchSchemas";
import type { Expense } from "../../../domain/expenses/expense";
import type { OwnCategory } from "../../lib/categories/categoryOrder";
import { ledgerId } from "../../lib/ledger/openLedger";
import { storedKeys } from "../../lib/storage/storedKeys";
import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";
import type { Changes, Renaming, Swap } from "../expenses/model";
import { knownLists, refresh } from "../lists/expenseLists";
import { newKey, nextOrder } from "../outbox/outboxEdits";
import { pending, stopWaiting, waiting } from "../outbox/pendingWrites";
import { isExpense } from "../storage/storedShapes";
import { noteUnsentChange } from "../storage/unsentSignal";
import { endTurn, holdTurn } from "./writeTurns";

// Writes to stored expenses that are on their way to the server: the page may be closed or reloaded before it answers.
// An item of localStorage for each, so that pages in several tabs do not overwrite each other's. The page holds its own
// as well: the browser may refuse to store them, or lose what it stored.

/** A write to an expense, which the user saw as `before`. */
export type ExpenseWrite =
  | { kind: "change"; before: Expense; changes: Changes }
  | { kind: "delete" | "restore"; before: Expense };

/** Gives all expenses of a category another one. */
export interface Rename extends Renaming {
  kind: "rename";
  /** Absent from what the release before left. */
  former?: FormerCategory | undefined;
}

/** A category as it was in the settings before its expenses got another one. */
interface FormerCategory {
  category: OwnCategory;
  place: number;
  /** True if it was removed, false if the other one is itself with a new name. */
  isMerged: boolean;
}

/** The same for many expenses, a batch after the other. */
export interface Bulk extends Omit<BatchRequest, "expenses"> {
  kind: "bulk";
  /** The expenses that are still to do. */
  expenses: BatchRequest["expenses"];
}

/** An expense of a bulk change, as the user saw it and as the change makes it. */
export interface BulkSwap extends Swap {
  before: Expense;
  /** The version that the change made; absent while that is still to do. */
  made?: number;
}

/** A write that is kept until its end. */
export interface UnsentWrite {
  key: string;
  order: number;
  write: ExpenseWrite | Rename | Bulk;
  /**
   * All expenses of a bulk change. Beside the change, because the release before sends the API all that is in it. Absent from what
   * that release left, and where there is no room for it.
   */
  seen?: readonly BulkSwap[] | undefined;
  /** True if the user undid a bulk change of which the API may know: it is undone as soon as the page knows what became of it. */
  undone?: true | undefined;
  /** True if an earlier page left it, which may have sent it. */
  isResumed?: true;
}

const PREFIX = "write:";

/** Keys of the writes that this page is working on. */
const inProgress = new Set<string>();

/** Keys of all writes that this page has begun to work on. */
const begun = new Set<string>();

/** A write that this page began or was given, and has not seen the end of. */
interface HeldWrite {
  /** The ledger that it is for. */
  userId: string | null | undefined;
  unsent: UnsentWrite;
  /** False if the browser refused its last state. */
  isStored: boolean;
}

const held = new Map<string, HeldWrite>();

/**
 * Keeps a write until {@link end}.
 * @param resumed The write if it is one that an earlier page left.
 * @param seen The expenses of a new bulk change.
 */
export function begin(
  write: UnsentWrite["write"],
  resumed?: UnsentWrite,
  seen?: UnsentWrite["seen"],
): UnsentWrite {
  const unsent: UnsentWrite = resumed
    ? { ...resumed, isResumed: true }
    : { key: newKey(), order: orderAfterAll(), write, seen };
  inProgress.add(unsent.key);
  begun.add(unsent.key);
  holdTurn(unsent.key);
  stopWaiting(unsent.key);
  keepWrite(unsent);
  return unsent;
}

/** A time after all writes that are kept: an earlier page may have been ahead of the clock as it is now. */
const orderAfterAll = () => Math.max(nextOrder(), (unsentWrites().at(-1)?.order ?? 0) + 1);

/** Writes that this page works on, and that another one has seen to the end of. */
const endedThere = new Set<string>();

/**
 * Ends the work on a write.
 * @param isDone False if it is to be done later: unless another page gave it up, or did it, meanwhile.
 * @param isInHand True if no other page is to go on with it, because the user of this one decides about it.
 */
export function end({ key }: UnsentWrite, isDone = true, isInHand = false): void {
  inProgress.delete(key);
  if (!isInHand) endTurn(key);
  const isEndedThere = endedThere.delete(key);
  if (isDone || isEndedThere) {
    held.delete(key);
    store(PREFIX + key, undefined);
  }
  if (isEndedThere && !isDone) showAsStored(key);
  noteUnsentChange();
}

/** Shows what the server has instead of what a write makes of it: another page may have sent it, or given it up. */
function showAsStored(key: string): void {
  stopWaiting(key);
  if (pending.delete(key)) for (const list of knownLists()) void refresh(list);
}

/**
 * Bases later writes of the user to an expense on the version that an earlier one made of it: nobody else changed it, whichever page
 * of the browser sends them. Those that this page works on learn of it in their turn.
 */
export function rebaseLater({ order }: Pick<UnsentWrite, "order">, { expenseId, version }: Expense): void {
  const isBehind = (id: string, based?: number) => id === expenseId && based === version - 1;
  for (const { key, write, order: place } of unsentWrites()) {
    if (place < order || inProgress.has(key)) continue;
    if ("before" in write && isBehind(write.before.expenseId, write.before.version))
      storeWrite(key, { ...write, before: { ...write.before, version } });
    else if (write.kind === "bulk" && write.action === "delete") {
      const expenses = write.expenses.map((one) =>
        isBehind(one.id, one.version) ? { ...one, version } : one,
      );
      storeWrite(key, { ...write, expenses });
    }
  }
}

/** Stores another form of a write that is stored. */
function storeWrite(key: string, write: UnsentWrite["write"]): void {
  const item = propertiesOf(readStored(PREFIX + key));
  if ("write" in item) store(PREFIX + key, { ...item, write });
}

/** Returns true if this page has yet to see the end of a write. */
export const isHeld = ({ key }: UnsentWrite) => held.has(key);

/** Keeps a write in the state that it is in now. */
export function keepWrite({ isResumed: _, ...unsent }: UnsentWrite): void {
  keepHeld(ledgerId.peek(), unsent);
  noteUnsentChange();
}

function keepHeld(userId: HeldWrite["userId"], unsent: UnsentWrite): void {
  const { key, seen, ...kept } = unsent;
  // Another page would take up again what it has given up.
  const isStored =
    !endedThere.has(key) &&
    [{ ...kept, seen }, kept].some((item) => store(PREFIX + key, { userId, ...item }));
  held.set(key, { userId, unsent, isStored });
}

/** Returns true if a write outlives this page. */
export const isStored = ({ key }: UnsentWrite) => readStored(PREFIX + key) !== undefined;

/** Stores again what this page holds: everything in storage was cleared, or there is more room. */
export function keepHeldAgain(): void {
  for (const { userId, unsent } of held.values()) keepHeld(userId, unsent);
}

/** Takes notice of what another page did to an item of storage: if it removed a write, it saw to its end. */
export function followItem(item: string, isRemoved: boolean): void {
  const key = item.slice(PREFIX.length);
  if (!item.startsWith(PREFIX)) return;
  if (inProgress.has(key)) {
    if (isRemoved) endedThere.add(key);
    else endedThere.delete(key);
  } else if (isRemoved && held.delete(key)) {
    noteUnsentChange();
    showAsStored(key);
  }
}

/** The user's writes that are not known to have arrived, in their order. */
export function unsentWrites(): UnsentWrite[] {
  const userId = ledgerId.peek();
  const found = new Map(storedWrites(userId).map((unsent) => [unsent.key, unsent]));
  for (const [key, one] of held) {
    // Another page may have gone on with one that is stored.
    if (one.userId === userId && !(one.isStored && found.has(key))) found.set(key, one.unsent);
  }
  return [...found.values()].sort((a, b) => a.order - b.order);
}

/** A write as it is kept by now: another page, or a renaming, may have gone on with it. */
export const keptWrite = (unsent: UnsentWrite): UnsentWrite => ({
  ...unsent,
  ...unsentWrites().find(({ key }) => key === unsent.key),
});

function storedWrites(ledger: HeldWrite["userId"]): UnsentWrite[] {
  return storedKeys(PREFIX).flatMap((key) => {
    const { userId, order, write, seen, undone } = propertiesOf(readStored(key));
    const unsent = {
      ...{ key: key.slice(PREFIX.length), order, write },
      ...(Array.isArray(seen) && seen.every(isBulkSwap) && { seen }),
      ...(undone === true && { undone }),
    };
    return userId === ledger && isUnsentWrite(unsent) ? [unsent] : [];
  });
}

function isBulkSwap(read: unknown): read is BulkSwap {
  const { before, stored, made } = propertiesOf(read);
  const isOutcome = stored === undefined || isExpense(stored);
  return isExpense(before) && isOutcome && (made === undefined || typeof made === "number");
}

/** Writes that nobody works on: an earlier page left them, or could not send them. */
export const idleWrites = () => unsentWrites().filter(({ key }) => !inProgress.has(key));

/**
 * Forgets the changes of an expense that need a decision: the user gives them up, or saves them otherwise. Those that an
 * earlier page left, and that this one has yet to send, need none.
 * @param isMeant Tells of a change, and the key of its write, if it is one of them. Default: all are.
 */
export function dropIdleChanges(
  expenseId: string,
  isMeant: (changes: Changes, key: string) => boolean = () => true,
): void {
  for (const unsent of idleWrites()) {
    const { key, write } = unsent;
    if (waiting.peek().has(key) || !begun.has(key)) continue;
    if (write.kind !== "change" || write.before.expenseId !== expenseId) continue;
    if (isMeant(write.changes, key)) end(unsent);
  }
}

export function isUnsentWrite(read: unknown): read is UnsentWrite {
  const { key, order, write } = propertiesOf(read);
  return typeof key === "string" && typeof order === "number" && isWrite(write);
}

function isWrite(read: unknown): read is UnsentWrite["write"] {
  const { kind, before, changes, from, to, action, expenses } = propertiesOf(read);
  if (kind === "rename") return typeof from === "string" && typeof to === "string";
  // IDs and versions as the server knows them: it refuses others.
  if (kind === "bulk") return typeof action === "string" && Array.isArray(expenses);
  if (!isExpense(before)) return false;
  if (kind !== "change") return kind === "delete" || kind === "restore";
  return typeof changes === "object" && isExpense({ ...before, ...changes });
}
