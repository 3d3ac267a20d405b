/** Path on the site that begins the address of a place in a ledger: the ID of the ledger and the place follow. */
export const LINKED_LEDGER = "settings/ledgers/";

/** Returns the address of a place on the site, by its path and query, for example `budgets`. */
export type LinkTo = (place: string) => string;

/**
 * Addresses of places in a ledger, for emails: they open the ledger, since a member of several may have another one
 * open.
 */
export const linksInto =
  (siteUrl: string, ledgerId: string): LinkTo =>
  (place) =>
    `${siteUrl}/#/${LINKED_LEDGER}${ledgerId}/${place}`;
