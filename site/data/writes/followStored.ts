import { effect, untracked } from "@preact/signals";
import type { Entry } from "../expenses/model";
import { changeCount, watchLists } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";

/** Returns true for an entry that the open ledger may have, whether it was refused since or not. */
export const isTried = ({ tried, state, moving }: Entry) => tried === true && state !== "sending" && !moving;

/**
 * Follows what readings and looks at changes show while the answer to an entry is missing.
 * @param settle Settles the entries that turn out to be stored: apart, because it needs a hash.
 * @returns stops it.
 */
export function startSettling(settle: () => void): () => void {
  let isStopped = false;
  const follow = (..._seen: unknown[]) => {
    if (outbox.value.some(isTried)) untracked(settle);
  };
  const stops = [effect(() => follow(changeCount.value))];
  watchLists(({ expenses, summary }) => {
    if (!isStopped) stops.push(effect(() => follow(expenses.value, summary.value)));
  });
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}
