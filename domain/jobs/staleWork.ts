import { HOUR_MS } from "../values/duration";

/**
 * The longest time that work started by a request can take: three attempts of up to 15 minutes and Lambda's waits
 * between them.
 */
const LONGEST_MS = HOUR_MS;

/**
 * Returns the instant (UTC, ISO 8601) before which unfinished work must have started to count as failed, because
 * nothing is working on it any more.
 */
export function staleBefore(now: Date): string {
  return new Date(now.getTime() - LONGEST_MS).toISOString();
}
