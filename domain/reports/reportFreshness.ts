import { changesSince, watermarkAt } from "../expenses/changesSince";
import type { LedgerChanges } from "../expenses/ledgerChanges";
import { daysChangedSince } from "../expenses/leftDays";
import type { ShelvedReport } from "./reportShelf";

/** Maximum number of changes that are examined. If there are more, creating the report again takes less time. */
const MAX_CHANGES = 200;

/**
 * Returns true if no change since a report was created can alter it. Changes of the minutes before count as later ones,
 * since the clocks of functions differ: a report that is requested again at once is created again.
 * @param restoredAt The time at which expenses of the ledger were last restored, UTC.
 */
export async function isCurrent(
  changes: Pick<LedgerChanges, "latest">,
  ledgerId: string,
  { month, madeAt }: Pick<ShelvedReport, "month" | "madeAt">,
  now: Date,
  restoredAt?: string,
): Promise<boolean> {
  const since = watermarkAt(new Date(madeAt));
  if (changesSince(since, now, restoredAt) === undefined) return false;
  const latest = await changes.latest(ledgerId, since, MAX_CHANGES);
  if (latest.from > since) return false;
  return latest.changes.every(({ item }) => {
    const days = item && daysChangedSince(item, since);
    return days?.every((day) => !day.startsWith(month)) ?? false;
  });
}
