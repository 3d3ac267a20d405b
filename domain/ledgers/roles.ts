// No schemas here: the page shows what a role may do.

/** Roles in a ledger, from the least to the greatest: each includes the rights of the ones before. */
export const LEDGER_ROLES = ["viewer", "contributor", "editor", "owner"] as const;

/**
 * `viewer` reads. `contributor` adds, and changes or deletes what they added. `editor` changes everything. `owner` also manages
 * members and settings, and deletes the ledger.
 */
export type LedgerRole = (typeof LEDGER_ROLES)[number];

/** Returns true if a role includes another. */
export function includesRole(role: LedgerRole, least: LedgerRole): boolean {
  return LEDGER_ROLES.indexOf(role) >= LEDGER_ROLES.indexOf(least);
}

/** Returns true if an operation's role is one in a ledger. */
export function isLedgerRole(role: string): role is LedgerRole {
  return LEDGER_ROLES.some((one) => one === role);
}

/** Returns true if operations of this least role write what a ledger contains, which an archived one refuses. */
export function writesContents(least: LedgerRole): boolean {
  return least === "contributor" || least === "editor";
}

/** Returns true if a role may change an entry, which is the user's own or somebody else's. */
export function mayChange(role: LedgerRole, isOwn: boolean): boolean {
  return includesRole(role, "editor") || (role === "contributor" && isOwn);
}

/** The IDs of a user in a ledger: the current one and former ones. */
export function idsOf(
  { members = {} }: { members?: Readonly<Record<string, { formerIds?: readonly string[] }>> | undefined },
  userId: string,
): string[] {
  const member = Object.hasOwn(members, userId) ? members[userId] : undefined;
  return [userId, ...(member?.formerIds ?? [])];
}
