import { RequestError } from "./requestError";

/** Returns true if the same request may succeed later, or once the user has signed in again. */
export function isPassing(error: unknown): boolean {
  return error instanceof RequestError && (error.temporary || error.kind === "expired");
}
