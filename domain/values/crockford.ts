/** The digits of Crockford's base 32, as in ULIDs: no letter looks like a digit. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
