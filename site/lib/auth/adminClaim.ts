import { ADMIN_GROUP } from "../../../domain/values/groups";
import { claimsOf, idToken } from "./session";

/** Returns true if the current token names the user an admin. Decides what the page offers; the API checks for itself. */
export async function isAdmin(): Promise<boolean> {
  const { "cognito:groups": groups = [] } = claimsOf(await idToken());
  return groups.includes(ADMIN_GROUP);
}
