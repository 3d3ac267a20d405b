import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { user } from "../../lib/auth/session";
import { isMe, ledgerId } from "../../lib/ledger/openLedger";
import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";

// The last look at the activity of each ledger on this device: the time of its newest entry then, by the clock of the
// API.

const VISITS = "visits";

/** The latest change that was seen in the ledger that shows, UTC; undefined on the first visit. */
export function lastVisit(): string | undefined {
  const at = propertiesOf(readStored(VISITS))[keyOf()];
  return typeof at === "string" ? at : undefined;
}

/** Remembers that everything up to an instant was seen. */
export function visited(at: string): void {
  if (at > (lastVisit() ?? "")) store(VISITS, { ...propertiesOf(readStored(VISITS)), [keyOf()]: at });
}

/** Two users of a device may share a ledger. */
const keyOf = () => `${user.peek()?.id} ${ledgerId.peek()}`;

/** Returns true if an entry is an action of others after an instant. */
export function isNews({ at, expense, ledger }: ActivityEntry, since: string): boolean {
  const isOther = (by: string) => !isMe(by);
  if (at <= since) return false;
  if (ledger) return isOther(ledger.by);
  if (!expense) return false;
  const { createdAt, createdBy } = expense.expense;
  return (
    (createdAt > since && isOther(createdBy)) ||
    expense.changes.some((one) => one.at > since && isOther(one.by))
  );
}
