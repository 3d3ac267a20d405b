import "../../i18n/en/device";
import { batch, effect } from "@preact/signals";
import { t } from "../../i18n";
import { isGone } from "../../lib/ledger/goneLedger";
import { ledgerId } from "../../lib/ledger/openLedger";
import { showToast } from "../../lib/page/toasts";
import type { Entry } from "../expenses/model";
import {
  type ExpenseList,
  knownLists,
  putPending,
  refresh,
  UNKNOWN_PLACE,
  watchLists,
} from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { noteDropped, resting } from "../outbox/outboxEdits";
import { pending } from "../outbox/pendingWrites";
import { bestEffort } from "../storage/bestEffort";
import * as store from "../storage/expenseDatabase";
import { dropUnsentEntry, keepUnsentEntry, keyOfUnsent, unsentEntries } from "../storage/outboxBackup";

// Keeps on this device what must survive the page: unsent expenses in two places, and each month as it was last seen.
// If the browser refuses (a private window, a full disk), the page works without it, and says so for unsent expenses.

/** A change of a list is written after this long, with those that follow until then. */
const PAUSE_MS = 500;

/** Starts keeping, and restores what was kept. */
export function remember(): void {
  rememberOutbox();
  watchLists(rememberMonth);
}

/** Keeps unsent expenses. @returns stops it. */
export function rememberOutbox(): () => void {
  // Null at first, so that having no user counts as a change: a page that was closed while its user signed out left what was seen.
  let owner: string | null | undefined = null;
  let kept = new Map<string, Entry>();
  const stop = effect(() => {
    const entries = outbox.value;
    const id = ledgerId.value;
    if (id !== owner) {
      owner = id;
      kept = new Map();
      if (id) void takeUp(id);
      else bestEffort(store.forgetSeen());
    }
    if (!id) return;
    const next = new Map(entries.map((entry) => [entry.key, entry]));
    for (const [key, entry] of next) if (kept.get(key) !== entry) keep(id, entry);
    for (const key of kept.keys()) if (!next.has(key)) drop(key);
    kept = next;
  });
  store.onClosed(() => {
    for (const entry of owner ? outbox.peek() : []) keep(owner ?? "", entry);
  });
  addEventListener("storage", followOtherPages);
  return () => {
    stop();
    removeEventListener("storage", followOtherPages);
  };
}

/**
 * Takes over what other pages of the browser do to unsent entries. All pages hold the same ones: one that went on with an entry
 * that was changed, discarded or sent elsewhere would store it as well.
 */
function followOtherPages({ key: item, newValue }: StorageEvent): void {
  const [key, id] = [keyOfUnsent(item), ledgerId.peek()];
  const own = outbox.peek().find((entry) => entry.key === key);
  if (key === undefined || !id) return;
  if (own?.state === "sending") {
    noteDropped(key, newValue === null);
    return;
  }
  const theirs = unsentEntries(id).find((entry) => entry.key === key);
  const others = outbox.peek().filter((entry) => entry !== own);
  if (theirs) outbox.value = [...others, resting(theirs)].sort(byOrder);
  else if (own && newValue === null) {
    outbox.value = others;
    // It may have been sent.
    for (const list of knownLists()) void refresh(list);
  }
}

const byOrder = (a: Entry, b: Entry) => a.order - b.order;

function keep(userId: string, entry: Entry): void {
  const isKept = keepUnsentEntry(userId, entry);
  store.putEntry(userId, entry).catch((error: unknown) => {
    console.warn("IndexedDB does not keep an unsent expense:", error);
    if (!isKept) showToast(t("device.notKept", { name: entry.draft.description }));
  });
}

function drop(key: string): void {
  dropUnsentEntry(key);
  bestEffort(store.dropEntry(key));
}

/** Puts entries that were kept, in either place, before newer ones; all of them are sent in that order. */
async function takeUp(userId: string): Promise<void> {
  const stored = await store.readOutbox(userId).catch((error: unknown): Entry[] => {
    console.warn("IndexedDB does not list the unsent expenses:", error);
    return [];
  });
  if (ledgerId.peek() !== userId) return;
  const known = new Map([...stored, ...unsentEntries(userId)].map((entry) => [entry.key, entry]));
  for (const { key } of outbox.peek()) known.delete(key);
  if (known.size === 0) return;
  const before = [...known.values()].sort(byOrder).map(resting);
  outbox.value = [...before, ...outbox.peek()];
}

function rememberMonth(list: ExpenseList): void {
  const { month } = list.query;
  const userId = ledgerId.peek();
  if (!month || !userId) return;
  bestEffort(showKept(list, userId, month));
  let isWaiting = false;
  const write = () => {
    isWaiting = false;
    const [expenses, summary] = [list.expenses.peek(), list.summary.peek()];
    if (!summary || list.phase.peek() !== "ready") return;
    // An unconfirmed change is kept as its write: the next page applies it to the kept data.
    if (ledgerId.peek() !== userId || isGone.peek() || pending.size > 0) return;
    const partial = list.cursor.peek() !== undefined;
    bestEffort(store.putMonth({ userId, month, expenses, partial, summary }));
  };
  effect(() => {
    for (const part of [list.expenses, list.summary, list.cursor, list.phase]) void part.value;
    // Not put off by the next change: a user who never rests would find an old month without a network.
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(write, PAUSE_MS);
  });
}

/** Shows the last known state of a month until the response arrives. */
async function showKept(list: ExpenseList, userId: string, month: string): Promise<void> {
  const kept = await store.readMonth(userId, month);
  if (!kept || list.phase.peek() === "ready") return;
  batch(() => {
    list.expenses.value = kept.expenses;
    list.summary.value = kept.summary;
    list.cursor.value = kept.partial === false ? undefined : UNKNOWN_PLACE;
    putPending(list);
    list.phase.value = "ready";
  });
}
