const MAX_FAILURES = 5;
const MAX_LOCK_MS = 900_000;

/** Wrong tries in a row. */
export interface Attempts {
  failures: number;
  /** The time until which more are refused, in epoch milliseconds. */
  lockedUntil: number;
}

export const NO_ATTEMPTS: Attempts = { failures: 0, lockedUntil: 0 };

/** True while tries are refused. A lock that would last longer than any was set before the machine's clock was set back. */
export function isLocked({ lockedUntil }: Attempts, now: number): boolean {
  return lockedUntil > now && lockedUntil <= now + MAX_LOCK_MS;
}

/** Refuses tries for a second after five wrong ones, and for twice as long after every further one, up to a quarter of an hour. */
export function afterWrongTry({ failures: before }: Attempts, now: number): Attempts {
  const failures = before + 1;
  const excess = failures - MAX_FAILURES;
  return { failures, lockedUntil: excess < 0 ? 0 : now + Math.min(1_000 * 2 ** excess, MAX_LOCK_MS) };
}
