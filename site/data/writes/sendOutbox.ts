import "../../i18n/en/changes";
import { effect, untracked } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import type { FailureKind } from "../../../domain/values/failures";
import { inWords, t } from "../../i18n";
import { expired, user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { isGone } from "../../lib/ledger/goneLedger";
import { ledgerId } from "../../lib/ledger/openLedger";
import { inTurn } from "../../lib/network/pageTurns";
import { online } from "../../lib/network/reach";
import { failureOf, problemOf, RequestError, type ShownProblem } from "../../lib/network/requestError";
import { oneAtATime, retrying } from "../../lib/network/retrying";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import type { Entry } from "../expenses/model";
import { knownLists, refresh, writing } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { discard, mayBeStored, takeDropped, update } from "../outbox/outboxEdits";
import { dropErased, isErased, latestEntry, settleEntry } from "./settledEntry";

/** Sends what waits in the outbox, as soon as there is a session to send it with. @returns stops it. */
export function startSending(): () => void {
  return effect(() => {
    const waits = outbox.value.some(({ state }) => state === "waiting");
    if (waits && user.value && !expired.value && !isGone.value) untracked(() => void drain());
  });
}

/** Number of times that the service failed an entry, by its key. Such an entry waits behind the others, and does not hold them up. */
const failures = new Map<string, number>();

/** Entries whose connection broke. If it breaks again while others get through, it is the entry that something on the way rejects. */
const broken = new Set<string>();

/** A service that fails as many entries in a row is down: trying the others would only add to its load. */
const ENOUGH = 3;

/**
 * Sends what waits, one after another, until all was tried or the way is blocked. The pages of a browser hold the same entries, so
 * they take turns: what another has sent by then is gone. A page that ends gives its turn away.
 */
const drain = oneAtATime(() => inTurn(`unsent:${ledgerId.peek()}`, tryAll));

async function tryAll(): Promise<void> {
  if (isGone.peek()) return;
  // The browser knows that it is offline: what was never sent is not stored, and can be changed.
  if (navigator.onLine === false) return retry.later();
  const tried = new Set<string>();
  let failed = 0;
  for (let next = nextOf(tried); next && failed < ENOUGH; next = nextOf(tried)) {
    tried.add(next.key);
    const isSuspect = broken.has(next.key) && online.peek();
    const failure = await sendOne(next);
    if (failure === "network") broken.add(next.key);
    if ((failure === "network" && !isSuspect) || failure === "throttled" || failure === "expired") break;
    failed = isFinal(failure) ? 0 : failed + 1;
    if (failed > 0) failures.set(next.key, failuresOf(next) + 1);
  }
  if (outbox.value.some(({ state }) => state === "waiting")) retry.later();
}

const failuresOf = ({ key }: Entry) => failures.get(key) ?? 0;

/** Sent, or refused for good. */
const isFinal = (failure: FailureKind | undefined) => failure === undefined || failure === "refused";

/** The first waiting entry, of those that failed least. */
function nextOf(tried: ReadonlySet<string>): Entry | undefined {
  const waiting = outbox.value.filter(({ key, state }) => state === "waiting" && !tried.has(key));
  return waiting.sort((a, b) => failuresOf(a) - failuresOf(b))[0];
}

/** @returns why it was not sent. */
async function sendOne(next: Entry): Promise<FailureKind | undefined> {
  const entry = latestEntry(next);
  if (entry.moving) {
    update(entry.key, { ...entry, state: "refused" });
    return "refused";
  }
  update(entry.key, { ...entry, state: "sending", tried: true });
  try {
    settleEntry(entry, await writing(() => store(entry)));
    return undefined;
  } catch (error) {
    if (isErased(error)) {
      dropErased(entry);
      return undefined;
    }
    return settleFailure(entry, error);
  }
}

/** Keeps an entry that was not stored, as far as is known. @returns why. */
function settleFailure(entry: Entry, error: unknown): FailureKind {
  const failure = failureOf(error) ?? "refused";
  const isHeld = isOfLedger(error);
  const problem = isHeld || failure === "refused" ? problemOf(error) : undefined;
  const isRefused = problem !== undefined && !isHeld;
  const now = latestEntry(entry);
  if (takeDropped(entry.key)) {
    discard(entry.key);
    // It may have been sent.
    for (const list of knownLists()) void refresh(list);
  } else if (now.unwanted && !now.moving && (isRefused || (problem && !mayBeStored(entry)))) {
    // Neither this attempt nor one before it has stored what is unwanted.
    discard(entry.key);
  } else {
    const state = isRefused || now.moving ? "refused" : "waiting";
    update(entry.key, { ...now, state, problem, lost: mayBeStored(entry) || undefined });
    if (problem && !now.unwanted) (isHeld ? tellHeld : tellRefused)(entry, problem);
  }
  return failure;
}

/** Returns true if the ledger takes nothing from the user as it is, whatever they would change in the expense. */
function isOfLedger(error: unknown): boolean {
  if (!(error instanceof RequestError)) return false;
  return error.kind === "conflict" || error.kind === "gone" || error.code === "role.tooLow";
}

async function store(entry: Entry): Promise<Expense> {
  const stored = await call("POST /expenses", {
    body: entry.draft,
    headers: { "Idempotency-Key": entry.key },
  });
  const { recategorised: body, unwanted } = latestEntry(entry);
  // An expense that was changed since it was stored has its new categories: they are given to all that is stored.
  if (!body || stored.version > 1 || unwanted) return stored;
  return call("PATCH /expenses/{id}", {
    path: { id: stored.expenseId },
    headers: { "If-Match": `"${stored.version}"` },
    body,
  });
}

/** The form with the reason is in the list of its month, which may not be the one that shows. */
function tellRefused({ draft: { description, date } }: Entry): void {
  showToast(t("changes.refused", { name: description }), {
    label: t("app.show"),
    run: () => navigate(date.slice(0, 7)),
  });
}

/** Entries whose user was told that their ledger holds them up. */
const told = new Set<string>();

/** It keeps waiting, because the ledger may take it later: it was archived, or the user is no longer a member, or may only read. */
function tellHeld({ key, draft: { description } }: Entry, { message }: ShownProblem): void {
  if (told.has(key)) return;
  told.add(key);
  showToast(t("changes.held", { name: description, reason: inWords(message) }), {
    label: t("app.show"),
    run: () => navigate("settings/unsent"),
  });
}

const retry = retrying(drain);

/** Sends now: the connection or the session is back. @returns once all was tried, or the way is blocked. */
export const sendNow = () => retry.now();
