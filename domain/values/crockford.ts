/** The digits of Crockford's base 32, which ULIDs have: no letter that looks like a digit. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
