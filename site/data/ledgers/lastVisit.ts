import { CLOCK_SKEW_MS, INDEX_LAG_MS } from "../../../domain/expenses/changesSince";
import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { user } from "../../lib/auth/session";
import { isMe, ledgerId } from "../../lib/ledger/openLedger";
import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";

// The last look at the activity of each ledger on this device: the time of its newest entry then, by the clock of the
// API. The clocks of functions differ and indexes lag, so an entry may show later with an earlier time: what was seen is
// kept besides, for as long.

const VISITS = "visits";
const SEEN = "seenActivity";

/** An entry that shows later is not earlier than another by more. */
const LATE_MS = INDEX_LAG_MS + CLOCK_SKEW_MS;

/** The activity that was seen in a ledger. */
export interface Visit {
  /** All until then, UTC. */
  since: string;
  /** Later entries: the time of the latest that was seen, by {@link markOf}. */
  seen: Readonly<Record<string, unknown>>;
}

/** The activity that was seen in the ledger that shows; undefined on the first visit. */
export function lastVisit(): Visit | undefined {
  const at = stored(VISITS);
  if (typeof at !== "string") return undefined;
  const kept = propertiesOf(stored(SEEN));
  // The page of an earlier release keeps the time alone.
  if (kept.at !== at || typeof kept.since !== "string") return { since: at, seen: {} };
  return { since: kept.since, seen: propertiesOf(kept.seen) };
}

/**
 * Remembers that entries were seen, and all that were before them.
 * @param entries The newest ones.
 * @param isAll True if there are no earlier ones that were not seen.
 */
export function visited(entries: readonly ActivityEntry[], isAll: boolean): void {
  const [newest] = entries;
  if (newest === undefined) return;
  const before = lastVisit();
  const at = latest(newest.at, stored(VISITS));
  const last = entries.at(-1)?.at;
  const late = new Date(Date.parse(at) - LATE_MS).toISOString();
  const since = latest(late, before?.since, isAll ? undefined : last);
  const all = [
    ...Object.entries(before?.seen ?? {}),
    ...entries.map((one) => [markOf(one), one.at] as const),
  ];
  const seen = Object.fromEntries(all.filter(([, time]) => String(time) > since));
  store(VISITS, { ...propertiesOf(readStored(VISITS)), [keyOf()]: at });
  store(SEEN, { ...propertiesOf(readStored(SEEN)), [keyOf()]: { at, since, seen } });
}

const stored = (name: string) => propertiesOf(readStored(name))[keyOf()];

const latest = (...times: unknown[]) =>
  times
    .map((time) => String(time ?? ""))
    .sort()
    .at(-1) ?? "";

/** Two users of a device may share a ledger. */
const keyOf = () => `${user.peek()?.id} ${ledgerId.peek()}`;

/** Names what an entry is about, an expense or an act, without what users entered: it stays on the device. */
export const markOf = ({ at, expense, ledger }: ActivityEntry) =>
  expense?.expense.expenseId ?? [at, ledger?.by, ledger?.changes.map(({ type }) => type)].join(" ");

/** Returns true if an entry is an action of others that was not seen. */
export function isNews(entry: ActivityEntry, { since, seen }: Visit): boolean {
  const { at, expense, ledger } = entry;
  const before = latest(since, seen[markOf(entry)]);
  const isOther = (by: string) => !isMe(by);
  if (at <= before) return false;
  if (ledger) return isOther(ledger.by);
  if (!expense) return false;
  const { createdAt, createdBy } = expense.expense;
  const changes = [...expense.changes, ...(expense.earlier ?? []), { at: createdAt, by: createdBy }];
  return changes.some((one) => one.at > before && isOther(one.by));
}
