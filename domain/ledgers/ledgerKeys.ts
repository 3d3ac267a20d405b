/** Index of the `Ledgers` table by `sk` and `ledgerId`: every ledger's item of one kind. */
export const LEDGER_KIND_INDEX = "byKind";

/**
 * Index of the `Ledgers` table by `dueQueue` and `dueAt`, keys only: items that a job has to process, by their due
 * time. It contains only items with these attributes; see `dueItems.ts`.
 */
export const DUE_INDEX = "byDue";

/** Sort key of the item by which reports find a ledger, with its settings. */
export const PROFILE = "profile";

/** Sort key under which the first releases kept settings. They move into the profile when it is next written, or by a migration. */
export const FORMER_SETTINGS = "settings";

/** Sort key of the settings of the user whose ID is the partition key. */
export const USER_SETTINGS = "userSettings";

/** Sort key of the email address of the user whose ID is the partition key. */
export const ADDRESS = "address";

/** Sort key of the budgets of a ledger. */
export const BUDGETS = "budgets";

/** Prefix of the sort keys of recurring expenses, followed by their ID. */
export const RULE = "rule#";

/** Sort key of the seats of recurring expenses that are being added to a ledger. */
export const RULE_SEATS = "ruleSeats";

/** Prefix of the sort keys of receipts, followed by their ID. */
export const RECEIPT = "receipt#";

/** Prefix of the sort keys of calendar feeds, followed by the hash of their secret. */
export const CALENDAR = "calendar#";

/** Sort key of a ledger's alert subscription. */
export const ALERT_SUBSCRIPTION = "alertSubscription";

/** Sort key of what the last letter that was emailed to the user was about. */
export const LETTER_MARK = "letterMark";

/** Sort key of the note of when expenses of the ledger were restored from the backup. */
export const RESTORED = "restored";

/** Sort key of the hashes of a user's recovery codes. */
export const RECOVERY_CODES = "recoveryCodes";

/** Sort key of the item about the user whose ID is the partition key. */
export const USER = "user";
