import { user } from "../../lib/auth/session";
import { readStored } from "../../lib/storage/webStorage";

/** The place for all members of a ledger in the release before. */
export const formerSealedKey = (ledger: string) => `sealed:${ledger}`;

/**
 * Key in localStorage of what the user left unsent of a ledger; `sealUnsent.ts` writes it. Members who share a device
 * each have their own. A separate file, so that checking for it loads no cipher.
 */
export const sealedKey = (ledger: string) => {
  const id = user.peek()?.id;
  return ledger === id ? formerSealedKey(ledger) : `${formerSealedKey(ledger)}:${id}`;
};

/** Returns true if the user may have left something of a ledger unsent on this device. */
export const isSealed = (ledger: string) =>
  [sealedKey(ledger), formerSealedKey(ledger)].some((key) => readStored(key) !== undefined);
