import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { markOf } from "../../data/ledgers/lastVisit";

/** Returns a key for each entry: two acts of one instant may even say the same. */
export function keysOf(entries: readonly ActivityEntry[]): string[] {
  const counts = new Map<string, number>();
  return entries.map((entry) => {
    const mark = markOf(entry);
    const count = counts.get(mark) ?? 0;
    counts.set(mark, count + 1);
    return `${mark} ${count}`;
  });
}
