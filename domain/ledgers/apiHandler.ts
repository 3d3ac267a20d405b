import type { APIGatewayProxyEvent } from "aws-lambda";
import { documentClient } from "../aws/clients";
import type { Answer } from "../http/answers";
import { httpHandler, type ProxyHandler } from "../http/httpHandler";
import { AccessReader } from "./accessReader";
import { type Claims, type Principal, principalOf, type Requirement, userOf } from "./principal";

/** The values that every closure behind the API gets. */
export interface PublicEnv {
  /** Origin of the site, for CORS. */
  readonly siteOrigin: string;
}

/** The values of a closure for signed-in users. */
export interface ApiEnv extends PublicEnv, Readonly<Requirement> {
  /** The table of users and ledgers. */
  readonly ledgers: string;
}

/**
 * Makes an API Gateway handler of an operation for signed-in users, whose rights are looked up anew for each request. The
 * operation can ask whether it has time to go on.
 */
export function apiHandler(
  { siteOrigin, ledgers, ...required }: ApiEnv,
  operation: (event: APIGatewayProxyEvent, principal: Principal, hasTime: () => boolean) => Promise<Answer>,
): ProxyHandler {
  const access = new AccessReader(documentClient(), ledgers);
  return httpHandler(siteOrigin, async (event, hasTime) => {
    const claims: Claims = event.requestContext.authorizer?.claims ?? {};
    const { id } = userOf(claims);
    return operation(event, principalOf(claims, await access.read(id, id), required), hasTime);
  });
}
