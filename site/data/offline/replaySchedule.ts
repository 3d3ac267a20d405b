import { effect } from "@preact/signals";
import { expired, user } from "../../lib/auth/session";
import { later } from "../../lib/network/fetchedCode";
import { retrying } from "../../lib/network/retrying";
import { waiting } from "../outbox/pendingWrites";
import { followItem, idleWrites, keepHeldAgain } from "../writes/writeJournal";

const withReplay = later(() => import("./replayWrites"));

/**
 * Resumes the unfinished work of an earlier page as soon as there is a session to send it with, and retries what waits
 * for a connection from time to time.
 */
export function startResuming(): () => void {
  const retry = retrying(resumeWrites);
  addEventListener("storage", followOtherPages);
  const stops = [
    effect(resumeWrites),
    effect(() => {
      if (waiting.value.size > 0) retry.later();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    removeEventListener("storage", followOtherPages);
  };
}

/** Takes notice of what other pages of the browser do to the writes that this one holds. Without a key they cleared everything. */
function followOtherPages({ key: item, newValue }: StorageEvent): void {
  if (item === null) keepHeldAgain();
  else followItem(item, newValue === null);
}

/** Performs what nobody works on. */
export function resumeWrites(): void {
  if (!user.value || expired.value || idleWrites().length === 0) return;
  withReplay(({ resume }) => void resume());
}
