import type { InvitationSummary, LedgerSummary, MemberAnswer, OpenInvitation } from "./ledgerSchemas";
import { endsWithAccount } from "./memberRules";
import type { Ledger, LedgerInvitation, LedgerInvitations } from "./model";
import type { User } from "./principal";

/** A ledger as a user of it sees it. */
export function summaryOf(ledger: Ledger, userId: string): LedgerSummary {
  const { id, name, colour, members, archivedAt, erasesAt } = ledger;
  const own = members === undefined;
  const known = { name, colour, archivedAt, erasesAt };
  return {
    id,
    ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as typeof known),
    role: own ? "owner" : (members[userId]?.role ?? "viewer"),
    own,
    memberCount: own ? 1 : Object.keys(members).length,
    ...(!own && endsWithAccount(ledger, userId) && { endsWithAccount: true as const }),
  };
}

/**
 * The members of a ledger, in the order in which they joined; of a user's own, the user alone.
 * @param addresses Addresses of the members, by ID. Default for a missing one: the address when they joined.
 */
export function membersOf(
  { members }: Ledger,
  { id, email }: User,
  addresses: ReadonlyMap<string, string>,
): MemberAnswer[] {
  if (members === undefined) return [{ id, email, role: "owner" }];
  const current = new Map([...addresses, [id, email]]);
  return Object.entries(members)
    .map(([memberId, member]) => ({
      id: memberId,
      ...member,
      email: current.get(memberId) ?? member.email,
    }))
    .sort((a, b) => (a.since < b.since ? -1 : 1));
}

/** Invitations, newest first, without the hashes of their secrets. */
export function shownInvitations(invitations: LedgerInvitations): OpenInvitation[] {
  return Object.entries(invitations)
    .map(([id, { role, createdAt, expiresAt }]) => ({ id, role, createdAt, expiresAt }))
    .sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** An invitation as somebody sees it who may join by it. */
export function invitationSummaryOf(
  { id, name = id, members = {} }: Ledger,
  { role, by, expiresAt }: LedgerInvitation,
): InvitationSummary {
  const invitedBy = Object.hasOwn(members, by) ? members[by]?.email : undefined;
  return { name, role, ...(invitedBy !== undefined && { invitedBy }), expiresAt };
}
