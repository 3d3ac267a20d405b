import { readStored } from "../../lib/storage/webStorage";

/**
 * Key in localStorage of what a user left unsent; `sealUnsent.ts` writes it. A separate file, so that checking for it
 * loads no cipher.
 */
export const sealedKey = (userId: string) => `sealed:${userId}`;

/** Returns true if a user left something unsent on this device. */
export const isSealed = (userId: string) => readStored(sealedKey(userId)) !== undefined;
