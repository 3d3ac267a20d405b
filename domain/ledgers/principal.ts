import { ApiError } from "../http/apiError";
import { ADMIN_GROUP } from "../values/groups";
import { RECENT_SIGN_IN_MINUTES } from "../values/limits";
import type { Ledger, UserRecord } from "./model";

/** Who may call an operation: any signed-in user, or admins only. */
export type Role = "user" | "admin";

/** Requirements of an operation on whoever calls it. */
export interface Requirement {
  role: Role;
  /** The user must have signed in within the last minutes: a refreshed token does not do. */
  recentSignIn: boolean;
}

/** The claims of an ID token as API Gateway's authoriser hands them over: texts, a list as one with commas. */
export type Claims = Readonly<Record<string, unknown>>;

/** The signed-in user. */
export interface User {
  /** Cognito's `sub`; also the id of the user's own ledger. */
  id: string;
  /** The name that Cognito knows the user by. */
  name: string;
  email: string;
}

/** Who makes a request, and in which ledger. */
export interface Principal {
  user: User;
  role: Role;
  ledger: Ledger;
}

/** The user of a token. */
export function userOf(claims: Claims): User {
  return { id: String(claims.sub), name: String(claims["cognito:username"]), email: String(claims.email) };
}

/**
 * Decides who makes a request, from the token that API Gateway verified and from what the `Ledgers` table says at this moment.
 * A token tells how things were when it was issued, and outlives a change by minutes; so the table has the last word, and it
 * only ever takes away:
 *
 * - A closed account, a user who is being disabled, and a session that began (`auth_time`, which a refresh keeps) no later than
 *   `validAfter` are signed out.
 * - An admin is whoever has Cognito's admin group in the token, unless the item says otherwise. So membership of the group is
 *   the one source of the right, whether the page or `aws cognito-idp admin-add-user-to-group` set it. The item denies it
 *   while a change is under way; afterwards `validAfter` refuses every token from before (`accounts/accounts.ts`).
 *
 * A session that was left open, or whose tokens were stolen, must not change what its user signs in with. So an operation can
 * require that `auth_time` is recent: only the password makes a new one.
 *
 * @throws ApiError 401 if the session is over, 403 if the role is not enough or the sign-in is not recent.
 */
export function principalOf(
  claims: Claims,
  { record, ledger }: { record: UserRecord; ledger: Ledger },
  required: Requirement,
  now = new Date(),
): Principal {
  if (isSignedOut(claims, record)) throw new ApiError("session.expired");
  const role = isAdmin(claims, record) ? "admin" : "user";
  if (required.role === "admin" && role !== "admin") throw new ApiError("admin.required");
  if (required.recentSignIn && !isRecent(claims, now)) {
    throw new ApiError("signIn.notRecent", { values: { minutes: RECENT_SIGN_IN_MINUTES } });
  }
  return { user: userOf(claims), role, ledger };
}

function isSignedOut({ auth_time }: Claims, { closed, enabled, validAfter }: UserRecord): boolean {
  if (closed !== undefined || enabled === false) return true;
  // A token without the claim fails the comparison, and is refused too.
  return validAfter !== undefined && !(Number(auth_time) > validAfter);
}

function isRecent({ auth_time }: Claims, now: Date): boolean {
  return Number(auth_time) * 1000 > now.getTime() - RECENT_SIGN_IN_MINUTES * 60_000;
}

function isAdmin(claims: Claims, { admin }: UserRecord): boolean {
  const groups = claims["cognito:groups"];
  return admin !== false && typeof groups === "string" && groups.split(",").includes(ADMIN_GROUP);
}
