import type { UserSettings } from "../ledgers/settings";
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

/** Adds a dismissal to earlier ones. Those that are over go; if there are still too many, the oldest make room. */
export function withDismissal(before: readonly Dismissal[], added: Dismissal, today: string): Dismissal[] {
  const others = before.filter((one) => !isOver(one, today) && !isDismissalOf(one, added));
  return [...others, added].slice(-MAX_QUIET_INSIGHTS);
}
