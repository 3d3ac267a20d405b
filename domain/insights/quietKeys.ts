import type { UserSettings } from "../ledgers/settings";
import { addMonths } from "../values/day";
import { MAX_QUIET_INSIGHTS } from "../values/limits";

/** A finding that a user has dismissed. */
export type Dismissal = NonNullable<UserSettings["quietInsights"]>[number];

/** A finding, where it is shown. The same key may be found in another ledger or currency, about something else. */
export interface ShownKey {
  key: string;
  ledgerId: string;
  currency: string;
}

/** Returns true if a dismissal is of a finding. Earlier ones name no ledger or currency, and are of all. */
export const isDismissalOf = (
  { key, ledgerId, currency }: Dismissal,
  shown: Omit<Dismissal, "until">,
): boolean =>
  key === shown.key &&
  (ledgerId === undefined || ledgerId === shown.ledgerId) &&
  (currency === undefined || currency === shown.currency);

const isOver = ({ until }: Dismissal, today: string) => until !== undefined && until <= today;

/** Creates a predicate for findings in a ledger that a user has dismissed on a day. */
export function quietOn(
  { quietInsights = [] }: UserSettings,
  today: string,
  ledgerId: string,
): (key: string, currency: string) => boolean {
  const quiet = quietInsights.filter((one) => !isOver(one, today));
  return (key, currency) => quiet.some((one) => isDismissalOf(one, { key, ledgerId, currency }));
}

/** Months after which a finding of a kind cannot come again, because its key ends with a month, a year or a day. */
const LASTING: ReadonlyMap<string, number> = new Map([
  ["pace", 2],
  ["year", 2],
  ["category", 2],
  ["merchant", 2],
  ["unusual", 2],
  ["double", 3],
]);

function isPast({ key }: Dismissal, today: string): boolean {
  const [kind = "", period = ""] = [key.split(":")[0], /:(\d{4}(?:-\d{2}){0,2})$/.exec(key)?.[1]];
  const months = LASTING.get(kind);
  if (months === undefined) return false;
  const [of, limit] = [period.slice(0, 7), addMonths(today.slice(0, 7), -months)];
  return of !== "" && of < limit.slice(0, of.length);
}

/**
 * Adds a dismissal to earlier ones. Those that are over go, and those of findings that cannot come again; if there are still
 * too many, the oldest make room, and of these first those that are not for good.
 */
export function withDismissal(before: readonly Dismissal[], added: Dismissal, today: string): Dismissal[] {
  const others = before.filter(
    (one) => !isOver(one, today) && !isPast(one, today) && !isDismissalOf(one, added),
  );
  const all = [...others, added];
  const oldest = [...others.filter(({ until }) => until !== undefined), ...others];
  const dropped = new Set<Dismissal>();
  for (const one of oldest) if (all.length - dropped.size > MAX_QUIET_INSIGHTS) dropped.add(one);
  return all.filter((one) => !dropped.has(one));
}
