/** Index of the `Ledgers` table by `sk` and `ledgerId`: every ledger's item of one kind. */
export const LEDGER_KIND_INDEX = "byKind";

/**
 * Index of the `Ledgers` table by `dueQueue` and `dueAt`, keys only: items that a job has to look at, by the time from which it has
 * to. Only items with these attributes are in it; see `dueItems.ts`.
 */
export const DUE_INDEX = "byDue";

/** Sort key of the item that reports find a ledger by, with its settings. */
export const PROFILE = "profile";

/** Sort key under which the first releases kept settings. They move into the profile when it is next written, or by a migration. */
export const FORMER_SETTINGS = "settings";

/** Sort key of the settings of the user whose ID is the partition key. */
export const USER_SETTINGS = "userSettings";

/** Sort key of the email address of the user whose ID is the partition key. */
export const ADDRESS = "address";

/** Sort key of the budgets of a ledger. */
export const BUDGETS = "budgets";

/** Begins the sort keys of recurring expenses, which go on with their ID. */
export const RULE = "rule#";

/** Begins the sort keys of receipts, which go on with their ID. */
export const RECEIPT = "receipt#";

/** Begins the sort keys of calendar feeds, which go on with the hash of their secret. */
export const CALENDAR = "calendar#";

/** Sort key of a ledger's alert subscription. */
export const ALERT_SUBSCRIPTION = "alertSubscription";

/** Sort key of the month whose letter the user was mailed last. */
export const LETTER_MARK = "letterMark";

/** Sort key of the hashes of a user's recovery codes. */
export const RECOVERY_CODES = "recoveryCodes";

/** Sort key of the item about the user whose id is the partition key. */
export const USER = "user";
