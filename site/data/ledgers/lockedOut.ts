import { batch, effect, untracked } from "@preact/signals";
import { refusal } from "../../lib/ledger/api";
import { goneLedger, isGone } from "../../lib/ledger/goneLedger";
import { shared } from "../../lib/ledger/openLedger";
import { keepSettings } from "../../lib/ledger/shownSettings";
import type { RequestError } from "../../lib/network/requestError";
import { oneAtATime } from "../../lib/network/retrying";
import { navigate, placeOf, route } from "../../lib/page/pageRoute";
import { adding, editing } from "../forms/openForms";
import { forgetLists } from "../lists/expenseLists";
import { keptReceipts } from "../receipts/queuedReceipts";
import { forgetLedger } from "../storage/expenseDatabase";

/** The place of the notice that the ledger is not the user's to enter any more. */
export const LOCKED_OUT = "settings/lockedOut";

/** Places that stay open: what was not sent is still the user's, and an invitation leads back in. */
const isOpen = (path: string) =>
  [LOCKED_OUT, "settings/unsent"].includes(path) ||
  placeOf(path) === "join" ||
  (placeOf(path) === "receipts" && keptReceipts().length > 0);

/** Returns true for what is refused because the user's part in a ledger is not what the page takes it for. */
const isOfMembers = (refused?: RequestError) =>
  ["ledger.notFound", "ledger.archived", "role.tooLow"].includes(refused?.code ?? "");

/**
 * Looks at the user's part in the ledger when the API refuses something for it, and shows the notice in place of the ledger once
 * they cannot enter it.
 * @param look Reads it, and calls {@link lockOut}: the refusal may have been about another ledger.
 * @returns stops it.
 */
export function followLock(look: () => Promise<void>): () => void {
  const lookOnce = oneAtATime(look);
  const stops = [
    effect(() => {
      if (isOfMembers(refusal.value) && !isGone.peek()) untracked(() => void lookOnce());
    }),
    effect(() => {
      if (isGone.value && !isOpen(route.value.path)) navigate(LOCKED_OUT, {}, { replace: true });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Drops what the page and this device keep of the open ledger, except what was not sent: the user is not in it any more. */
export async function lockOut(): Promise<void> {
  const open = shared.peek();
  if (open === undefined || isGone.peek()) return;
  batch(() => {
    goneLedger.value = open.id;
    shared.value = { ...open, role: "viewer" };
    adding.value = false;
    editing.value = undefined;
    keepSettings({});
  });
  forgetLists();
  await forgetLedger(open.id).catch((error: unknown) => {
    console.warn("What was seen of a ledger could not be deleted:", error);
  });
}
