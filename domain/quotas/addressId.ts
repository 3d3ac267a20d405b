import { createHash } from "node:crypto";

/**
 * The partition of the `Ledgers` table for records about an email address, regardless of the user. It does not reveal the
 * address, and every item in it expires within days.
 */
export function addressId(email: string): string {
  return `address#${createHash("sha256").update(email.toLowerCase()).digest("hex")}`;
}
