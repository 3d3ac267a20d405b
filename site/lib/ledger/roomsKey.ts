/** The key of the rooms of the ledger that shows, see rooms.ts. */
export const ROOMS = "rooms";
