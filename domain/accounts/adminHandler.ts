import { ApiError } from "../http/apiError";
import type { ProxyHandler } from "../http/httpHandler";
import { type AdminEnv, type SignedInOperation, signedInHandler } from "../ledgers/apiHandler";
import { UserPool } from "./userPool";

/**
 * Makes an API Gateway handler of an operation for admins. Asks Cognito on each request whether they have a second
 * factor: it can be turned off outside the API, with an access token or the AWS CLI.
 */
export function adminHandler(
  { users, requireAdminSecondFactor, ...env }: AdminEnv,
  operation: SignedInOperation,
): ProxyHandler {
  const pool = new UserPool(users);
  return signedInHandler(env, async (event, principal, ...rest) => {
    if (requireAdminSecondFactor && !(await pool.hasSecondFactor(principal.user.name))) {
      throw new ApiError("secondFactor.required");
    }
    return operation(event, principal, ...rest);
  });
}
