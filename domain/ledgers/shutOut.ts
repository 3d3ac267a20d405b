import type { UserRecord } from "./model";

/** Returns true for a user whose account is closed, or whom an admin has disabled. */
export const isShutOut = ({ closed, enabled, disabledSince }: UserRecord = {}) =>
  closed !== undefined || enabled === false || disabledSince !== undefined;
