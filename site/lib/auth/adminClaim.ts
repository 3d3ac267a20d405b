import { ADMIN_GROUP } from "../../../domain/values/groups";
import { idToken } from "./session";

/** Returns true if the current token names the user an admin. Decides what the page offers; the API checks for itself. */
export async function isAdmin(): Promise<boolean> {
  const payload = ((await idToken()).split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const groups: unknown = JSON.parse(atob(payload))["cognito:groups"];
  return Array.isArray(groups) && groups.includes(ADMIN_GROUP);
}
