import { UUID } from "../values/uuid";

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The ID of a ledger that can have members, including one that was a user's own and was handed on. */
export const LEDGER_ID = new RegExp(`${ULID.source}|${UUID.source}`);

/**
 * Returns true if an ID is that of a ledger that was created with members. A user's own ledger has the ID of the user,
 * which is a UUID, so the two never collide, nor with the IDs of the system's items in the same table.
 */
export function isSharedLedgerId(id: string): boolean {
  return ULID.test(id);
}

/** Returns true if a ledger with members can have the ID. */
export const isLedgerId = (id: string) => LEDGER_ID.test(id);

/**
 * Returns the ledger that a request names.
 * @param named Value of the header `Ledger-Id`.
 * @returns undefined if no ledger that the user may enter can have this ID.
 */
export function requestedLedger(named: string | undefined, userId: string): string | undefined {
  if (named === undefined || named === userId) return userId;
  return isLedgerId(named) ? named : undefined;
}
