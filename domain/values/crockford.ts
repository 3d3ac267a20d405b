/** The digits of Crockford's base 32, as in ULIDs: no letter looks like a digit. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Crockford's base32 (the alphabet of ULIDs), most significant bit first. Node has no base32, and browsers neither. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => CROCKFORD.charAt(Number.parseInt(group.padEnd(5, "0"), 2)))
    .join("");
}
