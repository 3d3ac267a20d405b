import { batch, signal } from "@preact/signals";
import type { Expense } from "../../domain/expenses/expense";
import { t } from "../i18n";
import { call } from "../lib/api";
import { problemOf, RequestError } from "../lib/requestError";
import { navigate } from "../lib/route";
import { showToast } from "../lib/toasts";
import { learn } from "./known";
import { swap, writing } from "./lists";
import type { Draft, Entry } from "./model";
import { fullAmount } from "./sums";

/** Unsent expenses, in the order in which they were entered. */
export const outbox = signal<readonly Entry[]>([]);

/** 128 random bits. `crypto.randomUUID` is missing on a plain-HTTP website, which is no secure context. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The expense that an entry is going to be. */
export function expected({ key, draft, order }: Entry): Expense {
  const createdAt = new Date(order).toISOString();
  return {
    expenseId: key,
    ...draft,
    amount: fullAmount(draft.amount, draft.currency),
    createdBy: "",
    createdAt,
    updatedAt: createdAt,
    version: 0,
  };
}

let lastOrder = 0;

/** Adds a new expense, which is shown immediately and sent in turn. */
export function post(draft: Draft): void {
  lastOrder = Math.max(Date.now(), lastOrder + 1);
  const entry: Entry = { key: newKey(), draft, order: lastOrder, state: "waiting" };
  outbox.value = [...outbox.value, entry];
  learn([draft], true);
  void drain();
}

/** Sends a refused entry again with what the user changed; a new key, because it is another request now. */
export function repost(key: string, draft: Draft): void {
  outbox.value = outbox.value.map((entry) =>
    entry.key === key ? { key: newKey(), draft, order: entry.order, state: "waiting" as const } : entry,
  );
  void drain();
}

/** Takes an entry back that is not to be sent. */
export function discard(key: string): void {
  outbox.value = outbox.value.filter((entry) => entry.key !== key);
}

function update(key: string, change: Partial<Entry>): void {
  outbox.value = outbox.value.map((entry) => (entry.key === key ? { ...entry, ...change } : entry));
}

let draining = false;

/** Sends what waits, one after another, until all is sent or the way is blocked. */
export async function drain(): Promise<void> {
  if (draining) return;
  draining = true;
  try {
    let next = outbox.value.find(({ state }) => state === "waiting");
    while (next && (await sendOne(next))) next = outbox.value.find(({ state }) => state === "waiting");
  } finally {
    draining = false;
  }
}

/** @returns whether the next one can be tried. */
async function sendOne(entry: Entry): Promise<boolean> {
  update(entry.key, { state: "sending" });
  try {
    const stored = await writing(() =>
      call("POST /expenses", { body: entry.draft, headers: { "Idempotency-Key": entry.key } }),
    );
    batch(() => {
      discard(entry.key);
      swap(undefined, stored);
    });
    return true;
  } catch (error) {
    const later = error instanceof RequestError && (error.temporary || error.status === 401);
    update(entry.key, later ? { state: "waiting" } : { state: "refused", problem: problemOf(error) });
    if (later) retryLater();
    else tellRefused(entry);
    return !later;
  }
}

/** The form with the reason stands in the list of its month, which may not be the one that shows. */
function tellRefused({ draft: { description, date } }: Entry): void {
  showToast(t("expense.refused", { name: description }), {
    label: t("app.show"),
    run: () => navigate(date.slice(0, 7)),
  });
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;
let pause = FIRST_RETRY_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

function retryLater(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void drain(), pause);
  pause = Math.min(pause * 2, LAST_RETRY_MS);
}

/** Sends now: the connection or the session is back. */
export function sendNow(): void {
  pause = FIRST_RETRY_MS;
  clearTimeout(timer);
  void drain();
}
