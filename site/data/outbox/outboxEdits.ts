import { learn } from "../expenses/learnedCategories";
import type { Draft, Entry } from "../expenses/model";
import { outbox } from "./outbox";

// Apart from outbox.ts, because no first screen needs it.

/** 128 random bits. `crypto.randomUUID` is missing on a plain-HTTP website, which is no secure context. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let lastOrder = 0;

/** A time for something that is kept, later than all before: whatever the clock does, the order is certain. */
export function nextOrder(): number {
  lastOrder = Math.max(Date.now(), lastOrder + 1);
  return lastOrder;
}

/** Adds a new expense, which is shown immediately and sent in turn. @returns its entry. */
export function post(draft: Draft): Entry {
  const entry: Entry = { key: newKey(), draft, order: nextOrder(), state: "waiting" };
  outbox.value = [...outbox.value, entry];
  learn([draft], true);
  return entry;
}

/** Sends a refused entry again with what the user changed; a new key, because it is another request now. */
export function repost(key: string, draft: Draft): void {
  outbox.value = outbox.value.map((entry) =>
    entry.key === key ? { key: newKey(), draft, order: entry.order, state: "waiting" as const } : entry,
  );
}

/** Keeps an entry from being sent while the user changes it. */
export const hold = (key: string) => update(key, { state: "refused" });

/** Sends an entry after all. */
export const release = (key: string) => update(key, { state: "waiting" });

/** Returns true if the open ledger may have an entry, though no answer told so. */
export function mayBeStored({ state, tried, problem, lost }: Entry): boolean {
  if (state === "waiting") return tried === true && (problem === undefined || lost === true);
  return state === "sending";
}

/** An entry as a page holds it that does not send it: the page that does, or did, may have lost the answer by now. */
export const resting = (entry: Entry): Entry =>
  entry.state === "sending" ? { ...entry, state: "waiting", lost: true } : entry;

/** Takes an entry back that is not to be sent. */
export function discard(key: string): void {
  outbox.value = outbox.value.filter((entry) => entry.key !== key);
}

/** Changes the state of an entry. */
export function update(key: string, change: Partial<Entry>): void {
  outbox.value = outbox.value.map((entry) => (entry.key === key ? { ...entry, ...change } : entry));
}

/** Entries that other pages dropped while this one sends them. */
const dropped = new Set<string>();

/** Notes whether another page dropped an entry that this one sends, or put it back. */
export function noteDropped(key: string, isDropped: boolean): void {
  if (isDropped) dropped.add(key);
  else dropped.delete(key);
}

/** Returns true, once, if another page dropped an entry while this one sent it. */
export const takeDropped = (key: string) => dropped.delete(key);
