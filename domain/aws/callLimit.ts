import { AsyncLocalStorage } from "node:async_hooks";

/** A call of AWS by work that may make no more of them. */
export class LateCallError extends Error {
  override readonly name = "LateCallError";
}

/** The limits of the current work, that of the innermost last. */
const limits = new AsyncLocalStorage<readonly (() => boolean)[]>();

/**
 * Does work that calls AWS until `isOver`, and not any more afterwards. Lambda freezes an instance once it has answered; what it left
 * undone goes on when the next event thaws it, an hour later for example, though everybody takes it for abandoned.
 *
 * A call that was signed before the instance was frozen is refused by AWS after five minutes, or fifteen by S3:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html
 */
export function limitCalls<T>(isOver: () => boolean, work: () => Promise<T>): Promise<T> {
  return limits.run([...(limits.getStore() ?? []), isOver], work);
}

/** @throws LateCallError if the current work may make no more calls. */
export function requireCallTime(): void {
  const isOver = limits.getStore()?.some((isOver) => isOver()) ?? false;
  if (isOver) throw new LateCallError("The time for this work is over; AWS is not called any more.");
}
