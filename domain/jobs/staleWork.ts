import { HOUR_MS } from "../values/duration";

/**
 * The longest that work which a request starts can take: three attempts of up to 15 minutes and Lambda's waits between them.
 */
const LONGEST_MS = HOUR_MS;

/** Work that started before this instant (UTC, ISO 8601) and has not ended has failed: nothing is at it any more. */
export function staleBefore(now: Date): string {
  return new Date(now.getTime() - LONGEST_MS).toISOString();
}
