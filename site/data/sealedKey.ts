import { readStored } from "../lib/storage";

/** Key in localStorage of what a user left unsent; `sealed.ts` writes it. A separate file, so that looking for it loads no cipher. */
export const sealedKey = (userId: string) => `sealed:${userId}`;

/** Returns true if a user left something unsent on this device. */
export const isSealed = (userId: string) => readStored(sealedKey(userId)) !== undefined;
