import { hash } from "node:crypto";
import { ApiError } from "./apiError";

// A cursor is a place in one list: the sort key to continue after, and a digest that ties it to the ledger and the
// filters that it was made for. The ledger that is read always comes from the token, never from the cursor; the digest
// turns a foreign or changed cursor into a clear error instead of a wrong page.

const DIGEST_LENGTH = 16;

/** The cursor of the page after `lastKey` of the list that `scope` (ledger and filters) names. */
export function encodeCursor(scope: readonly (string | undefined)[], lastKey: string): string {
  return Buffer.from(`${digest(scope, lastKey)}${lastKey}`).toString("base64url");
}

/**
 * Returns the sort key that a cursor encodes.
 * @throws ApiError 400 if the cursor does not belong to this list.
 */
export function decodeCursor(scope: readonly (string | undefined)[], cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString();
  const lastKey = text.slice(DIGEST_LENGTH);
  if (text.slice(0, DIGEST_LENGTH) !== digest(scope, lastKey) || encodeCursor(scope, lastKey) !== cursor) {
    throw invalidCursor();
  }
  return lastKey;
}

/** The refusal of a cursor that does not belong to the list it is used for. */
export function invalidCursor(): ApiError {
  return new ApiError("cursor.invalid", { field: "cursor" });
}

function digest(scope: readonly (string | undefined)[], lastKey: string): string {
  const text = JSON.stringify([...scope.map((part) => part ?? null), lastKey]);
  return hash("sha256", text, "base64url").slice(0, DIGEST_LENGTH);
}
