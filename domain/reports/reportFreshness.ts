import { changesSince, watermarkAt } from "../expenses/changesSince";
import type { LedgerChanges } from "../expenses/ledgerChanges";
import { daysChangedSince } from "../expenses/leftDays";
import type { ShelvedReport } from "./reportShelf";

/** Changes that are looked at. Where there are more, making the report anew takes less. */
const MAX_CHANGES = 200;

/**
 * Returns true if no change since a report was made can alter it. Changes of the minutes before count as later ones, since the
 * clocks of functions differ: a report that is requested again at once is made anew.
 */
export async function isCurrent(
  changes: Pick<LedgerChanges, "latest">,
  ledgerId: string,
  { month, madeAt }: Pick<ShelvedReport, "month" | "madeAt">,
  now: Date,
): Promise<boolean> {
  // Deletions of longer ago are forgotten.
  if (changesSince(madeAt, now) === undefined) return false;
  const since = watermarkAt(new Date(madeAt));
  const latest = await changes.latest(ledgerId, since, MAX_CHANGES);
  if (latest.from > since) return false;
  return latest.changes.every(({ item }) => {
    const days = item && daysChangedSince(item, since);
    return days?.every((day) => !day.startsWith(month)) ?? false;
  });
}
