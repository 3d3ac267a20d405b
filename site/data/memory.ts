import { batch, effect } from "@preact/signals";
import { user } from "../lib/session";
import { type ExpenseList, watchLists } from "./lists";
import type { Entry } from "./model";
import { outbox, sendNow } from "./outbox";
import * as store from "./store";

// Keeps on this device what must survive the page: unsent expenses, and each month as it was last seen. If the browser refuses
// (a private window, a full disk), the page works without it and logs a warning.

/** A change of a list is written once it has been quiet for this long. */
const PAUSE_MS = 500;

/** Starts keeping, and takes up what was kept. */
export function remember(): void {
  rememberOutbox();
  watchLists(rememberMonth);
}

function attempt(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.warn("This device does not keep the data:", error));
}

function rememberOutbox(): void {
  let owner: string | undefined;
  let kept = new Map<string, Entry>();
  effect(() => {
    const entries = outbox.value;
    const id = user.value?.id;
    if (id !== owner) {
      owner = id;
      kept = new Map();
      if (id) attempt(takeUp(id));
      else attempt(store.forgetMonths());
    }
    if (!id) return;
    const next = new Map(entries.map((entry) => [entry.key, entry]));
    for (const [key, entry] of next) if (kept.get(key) !== entry) attempt(store.putEntry(id, entry));
    for (const key of kept.keys()) if (!next.has(key)) attempt(store.dropEntry(key));
    kept = next;
  });
}

/** Puts what was kept before what was typed since; all of it is sent in that order. */
async function takeUp(userId: string): Promise<void> {
  const entries = await store.readOutbox(userId);
  if (user.peek()?.id !== userId) return;
  const here = new Set(outbox.peek().map(({ key }) => key));
  const before = entries
    .filter(({ key }) => !here.has(key))
    .map((entry): Entry => (entry.state === "sending" ? { ...entry, state: "waiting" } : entry));
  if (before.length === 0) return;
  outbox.value = [...before, ...outbox.peek()];
  sendNow();
}

function rememberMonth(list: ExpenseList): void {
  const { month } = list.query;
  const userId = user.peek()?.id;
  if (!month || !userId) return;
  attempt(showKept(list, userId, month));
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const expenses = list.expenses.value;
    const summary = list.summary.value;
    clearTimeout(timer);
    if (!summary || list.phase.value !== "ready") return;
    timer = setTimeout(() => {
      if (user.peek()?.id === userId) attempt(store.putMonth({ userId, month, expenses, summary }));
    }, PAUSE_MS);
  });
}

/** Shows the last known state of a month until the response arrives. */
async function showKept(list: ExpenseList, userId: string, month: string): Promise<void> {
  const kept = await store.readMonth(userId, month);
  if (!kept || list.phase.peek() === "ready") return;
  batch(() => {
    list.expenses.value = kept.expenses;
    list.summary.value = kept.summary;
    list.phase.value = "ready";
  });
}
