import { effect } from "@preact/signals";
import { expired, user } from "../../lib/auth/session";
import { later } from "../../lib/network/fetchedCode";
import { retrying } from "../../lib/network/retrying";
import { waiting } from "../outbox/pendingWrites";
import { idleWrites } from "../writes/writeJournal";

const withReplay = later(() => import("./replayWrites"));

/**
 * Resumes the unfinished work of an earlier page as soon as there is a session to send it with, and retries what waits
 * for a connection from time to time.
 */
export function startResuming(): () => void {
  const retry = retrying(resumeWrites);
  const stops = [
    effect(resumeWrites),
    effect(() => {
      if (waiting.value.size > 0) retry.later();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Performs what nobody works on. */
export function resumeWrites(): void {
  if (!user.value || expired.value || idleWrites().length === 0) return;
  withReplay(({ resume }) => void resume());
}
