import { ApiError } from "../http/apiError";
import { epochSeconds } from "../values/day";
import { ADMIN_GROUP } from "../values/groups";
import { RECENT_SIGN_IN_MINUTES } from "../values/limits";
import type { Access } from "./accessReader";
import type { Ledger, UserRecord } from "./model";
import { idsOf, includesRole, isLedgerRole, type LedgerRole, mayChange, writesContents } from "./roles";

/**
 * Who may call an operation: members of the ledger that the request names, from this role on; any signed-in user, in their own
 * ledger; or admins only.
 */
export type Role = LedgerRole | "user" | "admin";

/** Requirements of an operation on its caller. */
interface Requirement {
  role: Role;
  /** The user must have signed in within the last minutes: a refreshed token does not suffice. */
  recentSignIn: boolean;
}

/** The claims of an ID token as API Gateway's authorizer passes them: texts, a list as a comma-separated one. */
export type Claims = Readonly<Record<string, unknown>>;

/** The signed-in user. */
export interface User {
  /** Cognito's `sub`; also the id of the user's own ledger. */
  id: string;
  /** The user name in Cognito. */
  name: string;
  email: string;
}

/** Who makes a request, and in which ledger. */
export interface Principal {
  user: User;
  /** The user's role in the ledger. */
  role: LedgerRole;
  ledger: Ledger;
  /** True if the user manages users and jobs, whatever the ledger. */
  isAdmin: boolean;
}

/** The user of a token. */
export function userOf(claims: Claims): User {
  return { id: String(claims.sub), name: String(claims["cognito:username"]), email: String(claims.email) };
}

/**
 * Determines who makes a request, from the token that API Gateway verified and from the current state of the `Ledgers`
 * table. A token shows the state when it was issued, and outlives a change by minutes; so the table has the last word,
 * and it only ever withdraws rights:
 *
 * - A closed account, a user who is being disabled, and a session that began (`auth_time`, which a refresh keeps) no
 *   later than `validAfter` are signed out.
 * - An admin is a user with Cognito's admin group in the token, unless the item denies it. So membership of the group
 *   is the only source of the right, whether the page or `aws cognito-idp admin-add-user-to-group` set it. The item
 *   denies it while a change is under way; afterwards `validAfter` refuses every earlier token
 *   (`accounts/accounts.ts`).
 *
 * A ledger that does not exist, is deleted, or has only other members looks the same to a caller, so nobody can find
 * out which ledgers exist.
 *
 * An open or stolen session must not change what its user signs in with. So an operation can require a recent
 * `auth_time`, which only the password renews.
 *
 * @throws ApiError 401 if the session is over, 404 if the user is not a member of the ledger, 403 if the role is
 *   insufficient or the sign-in is not recent, 409 if the ledger is archived and the operation writes to it.
 */
export function principalOf(
  claims: Claims,
  { record, ledger }: Access,
  required: Requirement,
  now = new Date(),
): Principal {
  if (isSignedOut(claims, record)) throw new ApiError("session.expired");
  const user = userOf(claims);
  if (ledger === undefined) throw new ApiError("ledger.notFound");
  const role = requireRoleIn(ledger, user.id, isLedgerRole(required.role) ? required.role : "viewer");
  const admin = isAdmin(claims, record);
  if (required.role === "admin" && !admin) throw new ApiError("admin.required");
  if (required.recentSignIn && !isRecent(claims, now)) {
    throw new ApiError("signIn.notRecent", { values: { minutes: RECENT_SIGN_IN_MINUTES } });
  }
  return { user, role, ledger, isAdmin: admin };
}

/**
 * Returns the role of a user in a ledger.
 * @throws ApiError 404 if they cannot enter it, 403 if the role is lower than the least, 409 if the ledger is archived
 *   and the least role is one that writes to it.
 */
export function requireRoleIn(ledger: Ledger, userId: string, least: LedgerRole): LedgerRole {
  const role = roleIn(ledger, userId);
  if (role === undefined) throw new ApiError("ledger.notFound");
  if (!includesRole(role, least)) throw new ApiError("role.tooLow");
  if (ledger.archivedAt !== undefined && writesContents(least)) throw new ApiError("ledger.archived");
  return role;
}

/** Returns true if a user may read a ledger. */
export const isMember = (ledger: Ledger, userId: string) => roleIn(ledger, userId) !== undefined;

/** Returns the role of a user in a ledger; undefined if they cannot enter it. */
function roleIn({ id, members, erasesAt }: Ledger, userId: string): LedgerRole | undefined {
  // An own ledger that was handed on has members, and the former user is none of them.
  if (id === userId && members === undefined) return "owner";
  if (erasesAt !== undefined || !Object.hasOwn(members ?? {}, userId)) return undefined;
  return members?.[userId]?.role;
}

/**
 * Restricts contributors to their own entries.
 * @throws ApiError 403
 */
export function requireChangeable(
  { role, user, ledger }: Principal,
  { createdBy }: { createdBy: string },
): void {
  if (!mayChange(role, idsOf(ledger, user.id).includes(createdBy))) throw new ApiError("expense.notOwn");
}

/** Returns true if the sessions of a user that began at a time are over, whatever the token says. */
function isSignedOut(
  { auth_time }: { auth_time?: unknown },
  { closed, enabled, validAfter }: UserRecord,
): boolean {
  if (closed !== undefined || enabled === false) return true;
  // A token without the claim fails the comparison, and is refused too.
  return validAfter !== undefined && !(Number(auth_time) > validAfter);
}

/** Returns true if something that a user created is over, because it is worth no more than a session that began then. */
export function isEnded({ createdAt }: { createdAt: string }, record: UserRecord): boolean {
  return isSignedOut({ auth_time: epochSeconds(new Date(createdAt)) }, record);
}

function isRecent({ auth_time }: Claims, now: Date): boolean {
  return Number(auth_time) * 1000 > now.getTime() - RECENT_SIGN_IN_MINUTES * 60_000;
}

function isAdmin(claims: Claims, { admin }: UserRecord): boolean {
  const groups = claims["cognito:groups"];
  return admin !== false && typeof groups === "string" && groups.split(",").includes(ADMIN_GROUP);
}
