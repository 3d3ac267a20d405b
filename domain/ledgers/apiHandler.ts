import type { APIGatewayProxyEvent } from "aws-lambda";
import { documentClient } from "../aws/clients";
import type { Answer } from "../http/answers";
import { httpHandler, type ProxyHandler } from "../http/httpHandler";
import { header } from "../http/requests";
import { LEDGER_ID } from "../http/route";
import { AccessReader, type FurtherItems, type FurtherKeys } from "./accessReader";
import { requestedLedger } from "./ledgerIds";
import { type Claims, type Principal, principalOf, type Role, userOf } from "./principal";
import { isLedgerRole } from "./roles";

/** The values that every closure behind the API gets besides those in its definition. */
export interface OperationEnv<Audience = Role | "public"> {
  /** Origin of the site, for CORS. */
  readonly siteOrigin: string;
  /** Least role that may call it. */
  readonly role: Audience;
  /** True if the user must have signed in within the last minutes. */
  readonly recentSignIn: boolean;
}

/** The values of a closure for signed-in users. */
export interface SignedInEnv<Who extends Role = Role> extends OperationEnv<Who> {
  /** The table of users and ledgers. */
  readonly ledgers: string;
}

/** The values of a closure for admins, which `accounts/adminHandler.ts` turns into a handler. */
export interface AdminEnv extends SignedInEnv<"admin"> {
  /** The user pool. */
  readonly users: string;
  /** True if admins need a second factor. */
  readonly requireAdminSecondFactor: boolean;
}

/**
 * An operation of a signed-in user. It can ask whether there is time to continue, and gets the further items that it was
 * registered with.
 */
export type SignedInOperation = (
  event: APIGatewayProxyEvent,
  principal: Principal,
  hasTime: () => boolean,
  items: FurtherItems,
) => Promise<Answer>;

/**
 * Creates an API Gateway handler of an operation for signed-in users or the members of a ledger.
 * @param further Items of the `Ledgers` table that the operation needs besides: reading them with the rights takes no
 *   request.
 */
export function apiHandler(
  env: SignedInEnv<Exclude<Role, "admin">>,
  operation: SignedInOperation,
  further?: FurtherKeys,
): ProxyHandler {
  return signedInHandler(env, operation, further);
}

/** Creates an API Gateway handler of an operation for signed-in users, whose rights are looked up on each request. */
export function signedInHandler(
  { siteOrigin, ledgers, role, recentSignIn }: SignedInEnv,
  operation: SignedInOperation,
  further: FurtherKeys = {},
): ProxyHandler {
  const access = new AccessReader(documentClient(), ledgers);
  return httpHandler(siteOrigin, async (event, hasTime) => {
    const claims: Claims = event.requestContext.authorizer?.claims ?? {};
    const { id } = userOf(claims);
    const ledgerId = isLedgerRole(role) ? requestedLedger(header(event, LEDGER_ID.name), id) : id;
    const found = await access.readWith(id, ledgerId, further);
    return operation(event, principalOf(claims, found.access, { role, recentSignIn }), hasTime, found.items);
  });
}
