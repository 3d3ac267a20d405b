import { effect } from "@preact/signals";
import { tellMissing } from "../lib/missing";
import { expired, user } from "../lib/session";
import { idleWrites } from "./unsentWrites";

/** Performs what was on its way when an earlier page was closed, as soon as there is a session to send it with. @returns stops it. */
export function startResuming(): () => void {
  return effect(resumeWrites);
}

/** Performs what nobody works on. */
export function resumeWrites(): void {
  if (!user.value || expired.value || idleWrites().length === 0) return;
  import("./resume").then(({ resume }) => resume(), tellMissing);
}
