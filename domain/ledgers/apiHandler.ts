import type { APIGatewayProxyEvent } from "aws-lambda";
import { documentClient } from "../aws/clients";
import type { Answer } from "../http/answers";
import { httpHandler, type ProxyHandler } from "../http/httpHandler";
import { AccessReader } from "./accessReader";
import { type Claims, type Principal, principalOf, type Role, userOf } from "./principal";

/** The values that every closure behind the API gets besides those that its definition names. */
export interface OperationEnv<Audience = Role | "public"> {
  /** Origin of the site, for CORS. */
  readonly siteOrigin: string;
  /** Who may call it. */
  readonly role: Audience;
  /** True if the user must have signed in within the last minutes. */
  readonly recentSignIn: boolean;
}

/** The values of a closure for signed-in users. */
interface ApiEnv extends OperationEnv<Role> {
  /** The table of users and ledgers. */
  readonly ledgers: string;
}

/**
 * Makes an API Gateway handler of an operation for signed-in users, whose rights are looked up anew for each request. The
 * operation can ask whether it has time to go on.
 */
export function apiHandler(
  { siteOrigin, ledgers, role, recentSignIn }: ApiEnv,
  operation: (event: APIGatewayProxyEvent, principal: Principal, hasTime: () => boolean) => Promise<Answer>,
): ProxyHandler {
  const access = new AccessReader(documentClient(), ledgers);
  return httpHandler(siteOrigin, async (event, hasTime) => {
    const claims: Claims = event.requestContext.authorizer?.claims ?? {};
    const { id } = userOf(claims);
    return operation(event, principalOf(claims, await access.read(id, id), { role, recentSignIn }), hasTime);
  });
}
