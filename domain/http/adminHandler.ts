import type { APIGatewayProxyEvent } from "aws-lambda";
import { ADMIN_GROUP } from "../values/groups";
import { ApiError } from "./apiError";
import { type Answer, apiHandler, type User } from "./apiHandler";

/** Makes an API Gateway handler of an operation that only admins may use, as {@link apiHandler} does of others. */
export function adminHandler(
  origin: string,
  operation: (event: APIGatewayProxyEvent, user: User) => Promise<Answer>,
) {
  return apiHandler(origin, async (event, user) => {
    if (!isAdmin(event)) throw new ApiError(403, "Only admins may do this.");
    return operation(event, user);
  });
}

/** API Gateway hands the claim of a list over as one text, names divided by commas. */
function isAdmin({ requestContext }: APIGatewayProxyEvent): boolean {
  const groups: unknown = requestContext.authorizer?.claims?.["cognito:groups"];
  return typeof groups === "string" && groups.split(",").includes(ADMIN_GROUP);
}
