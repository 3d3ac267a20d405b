import { hash, randomInt } from "node:crypto";
import { ulid } from "ulid";
import { base32 } from "../values/crockford";
import { isDay, isInstant } from "../values/day";
import type { ExpenseItem } from "./model";

// Names of the indexes of the `Expenses` table and the derivation of their key attributes, shared by the component that declares
// the table and the repository that reads it.

/** `listId` + `listKey`, with {@link LISTED_ATTRIBUTES}: a ledger's expenses by day, or its trash. */
export const LIST_INDEX = "ledgerLists";
/**
 * The list index of the previous release, with whole items; see the setting `formerListIndex`. Nothing here reads it.
 */
export const FORMER_LIST_INDEX = "byLedger";
/** `changeShard` + `updatedAt`: what changed on a UTC day. */
export const CHANGE_INDEX = "byChange";
/** `ledgerId` + `updatedAt`, keys only: what changed in a ledger. Every expense has both fields. */
export const LEDGER_CHANGE_INDEX = "ledgerChanges";
/** `alertState` + `alertAt`: unsent alerts; contains marked expenses only. */
export const PENDING_ALERT_INDEX = "byPendingAlert";

/**
 * The attributes of an expense in lists, besides the keys of the table and of the index. The history is left out: it
 * can be many times as large as the rest, so neither lists nor sums pay for it. New fields go into `details`; an
 * attribute that is added here needs another index beside this one.
 */
export const LISTED_ATTRIBUTES = [
  "ledgerId",
  "description",
  "amount",
  "currency",
  "date",
  "category",
  "createdBy",
  "createdAt",
  "updatedAt",
  "version",
  "details",
  "deletedAt",
  "expiresAt",
] as const;

/** Number of shards of a day in the change index. A partition key takes 1,000 writes per second. */
export const CHANGE_SHARDS = 8;

/** Returns a new expense's ID: a ULID, so that IDs sort by creation. */
export function newExpenseId(now: Date): string {
  // The library would request each of the 16 random digits from the system, which takes longer than the rest of a create.
  // `randomInt` is equally random and draws from a pool.
  return ulid(now.getTime(), () => randomInt(32) / 32);
}

/**
 * Returns the ID of the expense that an Idempotency-Key creates: base32(SHA-256(ledger ‖ 0 ‖ key)). The ledger is part
 * of the hash, so nobody can probe or take the key of another ledger.
 */
export function expenseIdFor(ledgerId: string, idempotencyKey: string): string {
  return base32(hash("sha256", `${ledgerId}\0${idempotencyKey}`, "buffer"));
}

/** Returns the ID of the expense that is created from a receipt, regardless of who confirms it and how often. */
export function receiptExpenseId(ledgerId: string, receiptId: string): string {
  return expenseIdFor(ledgerId, `\0receipt\0${receiptId}`);
}

/** Matches the IDs that an expense can have: a ULID or a base32 hash. Others need no lookup. */
export function isExpenseId(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{26}$|^[0-9A-HJKMNP-TV-Z]{52}$/.test(text);
}

type Keyed = Pick<ExpenseItem, "expenseId" | "ledgerId" | "date" | "createdAt" | "updatedAt" | "deletedAt">;

/** The key attributes of the list and change indexes, recomputed on every write. */
export function indexKeys(item: Keyed) {
  return {
    listId: item.deletedAt === undefined ? item.ledgerId : trashId(item.ledgerId),
    listKey: `${item.date}#${item.createdAt}#${item.expenseId}`,
    changeShard: changeShard(item.updatedAt.slice(0, 10), shardOf(item.expenseId)),
  };
}

/** Returns true if a text has the form of a `listKey`. */
export function isListKey(text: string): boolean {
  const [date = "", createdAt = "", expenseId = "", ...rest] = text.split("#");
  return isDay(date) && isInstant(createdAt) && isExpenseId(expenseId) && rest.length === 0;
}

/** The list that holds a ledger's deleted expenses. */
export function trashId(ledgerId: string): string {
  return `trash#${ledgerId}`;
}

/** Returns true if a list is the trash of a ledger. */
export function isTrashId(listId: string): boolean {
  return listId.startsWith("trash#");
}

/** Key of the change index: a UTC day and one of its shards. */
export function changeShard(day: string, shard: number): string {
  return `${day}#${shard}`;
}

function shardOf(expenseId: string): number {
  return hash("sha256", expenseId, "buffer").readUInt8() % CHANGE_SHARDS;
}
