import { user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { isGone } from "../../lib/ledger/goneLedger";
import { ledgerId, mayEdit } from "../../lib/ledger/openLedger";
import { inTurn } from "../../lib/network/pageTurns";
import { failureOf } from "../../lib/network/requestError";
import type { Entry } from "../expenses/model";
import { knownLists, refresh, swap, writing } from "../lists/expenseLists";
import { discard, update } from "../outbox/outboxEdits";
import { isErased, latestEntry } from "./settledEntry";
import { readStoredAs } from "./storedEntries";

/**
 * Adds an entry to the user's own ledger that the open one refuses. Under its key: however often it is tried, that ledger has it once.
 * After a failure it is not sent to the open ledger any more, because the answer may have been lost. One that the open ledger
 * took before, though the answer was lost, is deleted there. No page of the browser sends entries meanwhile.
 * @returns false if it is in the open ledger, and not the user's to delete there: it stays.
 * @throws RequestError if it was not moved.
 */
export const moveToOwn = (entry: Entry) =>
  inTurn(`unsent:${ledgerId.peek()}`, () => move(latestEntry(entry)));

async function move(entry: Entry): Promise<boolean> {
  const { key, tried, moving } = entry;
  let mayHaveArrived = moving === true;
  update(key, { ...entry, state: "refused", unwanted: true, moving: true });
  try {
    if (tried && !isGone.peek() && !(await leavesOpenLedger(key))) {
      discard(key);
      return false;
    }
    mayHaveArrived = true;
    await addToOwn(entry);
  } catch (error) {
    const isHereAlone = !mayHaveArrived || failureOf(error) === "refused";
    if (isHereAlone) update(key, { state: "waiting", unwanted: undefined, moving: undefined });
    throw error;
  }
  discard(key);
  return true;
}

/** Adds an entry to the user's own ledger. One that an earlier attempt added and its user erased there since has been moved. */
async function addToOwn({ key, draft, recategorised }: Entry): Promise<void> {
  const headers = { "Idempotency-Key": key, "Ledger-Id": user.peek()?.id ?? "" };
  try {
    await call("POST /expenses", { body: { ...draft, ...recategorised }, headers });
  } catch (error) {
    if (!isErased(error)) throw error;
  }
}

/** Deletes an entry from the open ledger, if that has it. @returns false if that is not the user's to do. */
async function leavesOpenLedger(key: string): Promise<boolean> {
  const stored = await readStoredAs(key);
  if (stored === undefined) return true;
  const path = { id: stored.expenseId };
  const isDeletable = mayEdit(stored.createdBy);
  if (isDeletable) await writing(() => call("DELETE /expenses/{id}", { path }));
  swap(isDeletable ? stored : undefined, isDeletable ? undefined : stored);
  // Their sums may have counted it, or not.
  for (const list of knownLists()) void refresh(list);
  return isDeletable;
}
