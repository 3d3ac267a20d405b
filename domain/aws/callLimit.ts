import { AsyncLocalStorage } from "node:async_hooks";

/** An AWS call by work that may make no more calls. */
export class LateCallError extends Error {
  override readonly name = "LateCallError";
}

/** The limits of the current work; the innermost is last. */
const limits = new AsyncLocalStorage<readonly (() => boolean)[]>();

/**
 * Runs work that may call AWS until `isOver`, and not afterwards. Lambda freezes an instance once it has answered;
 * unfinished work continues when the next event thaws it, perhaps an hour later, when everybody takes it for abandoned.
 * AWS refuses a call that was signed before the instance was frozen after five minutes, S3 after fifteen:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html
 */
export function limitCalls<T>(isOver: () => boolean, work: () => Promise<T>): Promise<T> {
  return limits.run([...(limits.getStore() ?? []), isOver], work);
}

/** @throws LateCallError if the current work may make no more calls. */
export function requireCallTime(): void {
  const isOver = limits.getStore()?.some((isOver) => isOver()) ?? false;
  if (isOver) throw new LateCallError("The time for this work is over; no more calls to AWS are made.");
}
