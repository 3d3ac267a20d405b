import { DAY_MS, HOUR_MS } from "../values/duration";
import { TRASH_DAYS } from "../values/limits";

// A follower of changes keeps a watermark: the instant up to which it has seen every change. It asks here where to
// continue.
//
// A change carries the time of the function that wrote it, and shows in an index some time after it was written, so
// what is read up to now may lack changes of a moment ago. A follower therefore reads again from before its watermark,
// and skips the versions that it already knows. What no overlap covers, such as a writer whose clock is hours behind,
// is found when everything is read: by the weekly verification of the backup, and by a page when it loads.

/** Longest time after a write until an index shows it. A reading overlaps the time before the watermark by as much. */
export const INDEX_LAG_MS = HOUR_MS;

/** Time after which an index shows a write in practice: for readers that find out later if they are wrong. */
export const USUAL_LAG_MS = 60_000;

/** Passed on as what a follower knows by one that is about to read the whole ledger. */
export const ALL_KNOWN = "all";

/** Maximum difference between the clock of a function and the time. */
export const CLOCK_SKEW_MS = 10 * 60 * 1000;

/** That difference between two functions in practice: each may be off by a minute. */
export const USUAL_SKEW_MS = 2 * 60_000;

/**
 * A deletion is known for as long as the expense is in the trash. One day less, to allow for clocks and for the reading
 * itself.
 */
const MEMORY_MS = (TRASH_DAYS - 1) * DAY_MS;

/**
 * Returns the instant of the first change to read since a watermark, UTC.
 * @param restoredAt The time at which expenses were last restored from the backup, UTC: they carry the times of
 *   their last changes.
 * @returns undefined if the known changes are incomplete and everything has to be read: earlier deletions are
 *   forgotten, expenses were restored since, or the watermark lies in the future because a fast clock has been
 *   corrected.
 */
export function changesSince(watermark: string, now: Date, restoredAt = ""): string | undefined {
  const isKnown = watermark >= shift(now, -MEMORY_MS) && watermark <= latestChange(now);
  return isKnown && watermark > restoredAt ? overlapOf(watermark) : undefined;
}

/** Returns the instant from which changes are read again with a watermark, UTC. */
export function overlapOf(watermark: string): string {
  return shift(new Date(watermark), -INDEX_LAG_MS);
}

/** Returns true if a follower can have been told changes from an instant on, UTC: that of a watermark it may still have. */
export function isFollowedFrom(from: string, now: Date): boolean {
  return from >= shift(now, -MEMORY_MS - INDEX_LAG_MS) && from <= now.toISOString();
}

/** Returns the watermark for a reader that starts now; it allows for writers whose clocks are behind. */
export function watermarkAt(now: Date): string {
  return shift(now, -CLOCK_SKEW_MS);
}

/** Returns the latest time that a change can carry now: that of a writer whose clock is ahead. */
export function latestChange(now: Date): string {
  return shift(now, CLOCK_SKEW_MS);
}

/** Returns the instant before which expenses must have last changed to be certain to exist when a scan starts now. */
export function settledBefore(now: Date): string {
  return shift(now, -INDEX_LAG_MS);
}

function shift(instant: Date, milliseconds: number): string {
  return new Date(instant.getTime() + milliseconds).toISOString();
}
