import { createHash } from "node:crypto";

/**
 * The partition of the `Ledgers` table for what is kept of an email address, by whomever it is used. It does not show the address,
 * and every item in it expires within days.
 */
export function addressId(email: string): string {
  return `address#${createHash("sha256").update(email.toLowerCase()).digest("hex")}`;
}
