import { ApiError } from "../http/apiError";
import { DAY_MS } from "../values/duration";
import {
  INVITATION_DAYS,
  LEDGER_RESTORE_DAYS,
  MAX_INVITATIONS,
  MAX_LEDGER_NAME_LENGTH,
  MAX_MEMBERS,
} from "../values/limits";
import { cut } from "../values/text";
import type { Ledger, LedgerInvitation, LedgerInvitations, LedgerProfile, Members } from "./model";
import { includesRole, LEDGER_ROLES, type LedgerRole } from "./roles";

// The rules of shared ledgers: pure functions from a ledger to the changes of its profile. One conditional write of one
// item applies them, so that a ledger never loses its last owner and an invitation admits one person, regardless of
// concurrent writes.

/** Changes of a profile. `undefined` removes an attribute. */
export type ProfileChanges = { readonly [Name in keyof LedgerProfile]?: LedgerProfile[Name] | undefined };

/** A user as members know them. */
export interface Person {
  id: string;
  email: string;
}

/** Adds the user who has the secret of an invitation, which is used up. */
export function joined(ledger: Ledger, user: Person, secretHash: string, now: Date): ProfileChanges {
  const members = invitingMembers(ledger);
  if (memberOf(ledger, user.id) !== undefined) throw new ApiError("ledger.member");
  const { id, role } = openInvitation(ledger, secretHash, now);
  if (Object.keys(members).length >= MAX_MEMBERS)
    throw new ApiError("ledger.full", { values: { max: MAX_MEMBERS } });
  const { [id]: _used, ...others } = ledger.invitations ?? {};
  const since = now.toISOString();
  return {
    members: { ...members, [user.id]: { role, since, email: user.email } },
    invitations: others,
  };
}

/**
 * Finds the invitation with a secret.
 * @throws ApiError 404 unless it admits somebody now.
 */
export function openInvitation(
  ledger: Ledger,
  secretHash: string,
  now: Date,
): LedgerInvitation & { id: string } {
  invitingMembers(ledger);
  const found = Object.entries(openInvitations(ledger, now)).find(([, { hash }]) => hash === secretHash);
  if (found === undefined) throw new ApiError("invitation.notFound");
  const [id, invitation] = found;
  return { ...invitation, id };
}

/** @throws ApiError 404 if the ledger no longer admits anybody. */
function invitingMembers({ members, erasesAt }: Ledger): Members {
  if (members === undefined || erasesAt !== undefined) throw new ApiError("invitation.notFound");
  return members;
}

/**
 * Gives a member another role.
 * @param absent Members who cannot sign in, and thus cannot keep the ledger.
 * @throws ApiError 409 if no owner would be left.
 */
export function withRole(
  ledger: Ledger,
  memberId: string,
  role: LedgerRole,
  absent?: ReadonlySet<string>,
): ProfileChanges {
  const member = memberOf(ledger, memberId);
  if (member === undefined) throw noSuchMember(ledger, memberId);
  const members = membersOf(ledger);
  return withMembers(ledger, { ...members, [memberId]: { ...member, role } }, absent);
}

/**
 * Removes a member. Owners can remove anybody, others only themselves.
 * @param absent Members who cannot sign in, and thus cannot keep the ledger.
 * @throws ApiError 409 if no owner would be left.
 */
export function withoutMember(
  ledger: Ledger,
  memberId: string,
  by: string,
  absent?: ReadonlySet<string>,
): ProfileChanges {
  const isShared = ledger.members !== undefined;
  if (isShared && memberId !== by && memberOf(ledger, by)?.role !== "owner")
    throw new ApiError("role.tooLow");
  if (memberOf(ledger, memberId) === undefined) throw noSuchMember(ledger, memberId);
  return withMembers(ledger, without(membersOf(ledger), memberId), absent);
}

/** Returns true if a ledger is deleted with the account of a user: nobody else would be left in it. */
export function endsWithAccount(ledger: Ledger, userId: string): boolean {
  if (ledger.members === undefined) return ledger.id === userId;
  const ids = Object.keys(ledger.members);
  return ids.length === 1 && ids[0] === userId;
}

/**
 * Removes a member whose account is closed, whatever their role. If no owner is left, the remaining member with the
 * greatest role becomes the owner, the longest-standing first, and one who can sign in before all others. A ledger
 * without members is deleted for good.
 * @param absent Members who cannot sign in.
 */
export function withoutFormerUser(
  ledger: Ledger,
  userId: string,
  now: Date,
  absent: ReadonlySet<string> = new Set(),
): ProfileChanges | undefined {
  if (memberOf(ledger, userId) === undefined) return undefined;
  const members = without(membersOf(ledger), userId);
  if (endsWithAccount(ledger, userId))
    return { members, invitations: undefined, erasesAt: now.toISOString() };
  const [heir] = Object.entries(members).sort(
    ([idOfA, a], [idOfB, b]) =>
      Number(absent.has(idOfA)) - Number(absent.has(idOfB)) ||
      LEDGER_ROLES.indexOf(b.role) - LEDGER_ROLES.indexOf(a.role) ||
      (a.since < b.since ? -1 : 1),
  );
  if (heir === undefined) return undefined;
  const [id, member] = heir;
  const isHeirNeeded = !hasOwner(members, absent);
  return withMembers(ledger, { ...members, [id]: isHeirNeeded ? { ...member, role: "owner" } : member });
}

/**
 * Gives a member's place, entries and invitations to another user; one who is already a member keeps the greater role.
 */
export function withSuccessor(
  ledger: Ledger,
  userId: string,
  { id, email }: Person,
): ProfileChanges | undefined {
  const member = memberOf(ledger, userId);
  if (member === undefined) return undefined;
  const known = memberOf(ledger, id);
  const role = known && includesRole(known.role, member.role) ? known.role : member.role;
  const formerIds = [userId, ...(member.formerIds ?? []), ...(known?.formerIds ?? [])];
  const members = { ...without(membersOf(ledger), userId), [id]: { ...member, role, email, formerIds } };
  const invitations = Object.entries(ledger.invitations ?? {}).map(
    ([key, invitation]) =>
      [key, { ...invitation, by: invitation.by === userId ? id : invitation.by }] as const,
  );
  return { members, ...(ledger.invitations && { invitations: Object.fromEntries(invitations) }) };
}

/**
 * Turns a user's own ledger into one with members, whose owner is another user. It needs a name, because it is now one
 * of several.
 */
export function handedOn(ledger: Ledger, { id, email }: Person, now: Date): ProfileChanges | undefined {
  if (ledger.members !== undefined) return undefined;
  const since = now.toISOString();
  return {
    members: { [id]: { role: "owner", since, email, formerIds: [ledger.id] } },
    name: ledger.name ?? cut(email, MAX_LEDGER_NAME_LENGTH),
    handedOnAt: since,
  };
}

/** Adds an invitation and removes expired ones. */
export function withInvitation(
  ledger: Ledger,
  { id, hash, role, by }: { id: string; hash: string; role: LedgerRole; by: string },
  now: Date,
): ProfileChanges {
  membersOf(ledger);
  const open = openInvitations(ledger, now);
  if (Object.keys(open).length >= MAX_INVITATIONS) {
    throw new ApiError("invitations.tooMany", { values: { max: MAX_INVITATIONS } });
  }
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS).toISOString();
  return { invitations: { ...open, [id]: { hash, role, by, createdAt: now.toISOString(), expiresAt } } };
}

/** Revokes an invitation. */
export function withoutInvitation(ledger: Ledger, id: string): ProfileChanges {
  const { invitations = {} } = ledger;
  if (!Object.hasOwn(invitations, id)) throw new ApiError("invitation.notFound");
  const { [id]: _revoked, ...others } = invitations;
  return { invitations: others };
}

/** Returns the unexpired invitations of a ledger, by ID. */
export function openInvitations({ invitations = {} }: Ledger, now: Date): LedgerInvitations {
  return Object.fromEntries(
    Object.entries(invitations).filter(([, { expiresAt }]) => expiresAt > now.toISOString()),
  );
}

/** Changes the name and the color of a ledger, and whether it is archived. */
export function described(
  ledger: Ledger,
  { archived, ...changes }: { name?: string; colour?: string; archived?: boolean },
  by: string,
  now: Date,
): ProfileChanges {
  if (archived === undefined) return changes;
  membersOf(ledger);
  if (!archived) return { ...changes, archivedAt: undefined, archivedBy: undefined };
  return ledger.archivedAt === undefined
    ? { ...changes, archivedAt: now.toISOString(), archivedBy: by }
    : changes;
}

/** Deletes a ledger; an owner can restore it until its time is over. */
export function deleted(ledger: Ledger, now: Date): ProfileChanges {
  membersOf(ledger);
  return {
    erasesAt: new Date(now.getTime() + LEDGER_RESTORE_DAYS * DAY_MS).toISOString(),
    invitations: undefined,
  };
}

/** Restores a deleted ledger, for an owner and until its time is over. For everybody else the ledger does not exist. */
export function undeleted(ledger: Ledger, userId: string, now: Date): ProfileChanges | undefined {
  if (memberOf(ledger, userId)?.role !== "owner") throw new ApiError("ledger.notFound");
  if (ledger.erasesAt === undefined) return undefined;
  if (ledger.erasesAt <= now.toISOString()) throw new ApiError("ledger.notFound");
  return { erasesAt: undefined };
}

/**
 * Returns true if other members would be left without an owner if this one left.
 * @param absent Members who cannot sign in, and thus cannot keep the ledger.
 */
export function isLastOwner(ledger: Ledger, userId: string, absent?: ReadonlySet<string>): boolean {
  const { members = {}, erasesAt } = ledger;
  const others = without(members, userId);
  return (
    memberOf(ledger, userId)?.role === "owner" &&
    erasesAt === undefined &&
    Object.keys(others).length > 0 &&
    !hasOwner(others, absent)
  );
}

/**
 * Returns the members of a ledger that can have others.
 * @throws ApiError 409 if it is a user's own.
 */
function membersOf({ members }: Ledger): Members {
  if (members === undefined) throw new ApiError("ledger.own");
  return members;
}

/** The refusal of an unknown member. A user's own ledger has one, who cannot be changed. */
function noSuchMember({ id, members }: Ledger, memberId: string): ApiError {
  return new ApiError(members === undefined && id === memberId ? "ledger.own" : "member.notFound");
}

function memberOf({ members = {} }: Ledger, id: string) {
  return Object.hasOwn(members, id) ? members[id] : undefined;
}

/** Invitations of former owners are removed: they would be a way back in. */
function withMembers(
  { invitations }: Ledger,
  members: Members,
  absent?: ReadonlySet<string>,
): ProfileChanges {
  if (!hasOwner(members, absent)) throw new ApiError("ledger.lastOwner");
  if (invitations === undefined) return { members };
  const standing = Object.entries(invitations).filter(([, { by }]) => {
    const role = Object.hasOwn(members, by) ? members[by]?.role : undefined;
    return role !== undefined && includesRole(role, "owner");
  });
  return { members, invitations: Object.fromEntries(standing) };
}

function hasOwner(members: Members, absent?: ReadonlySet<string>): boolean {
  return Object.entries(members).some(([id, { role }]) => role === "owner" && !absent?.has(id));
}

function without(members: Members, id: string): Members {
  const { [id]: _gone, ...others } = members;
  return others;
}
