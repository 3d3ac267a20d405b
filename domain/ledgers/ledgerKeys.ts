/** Index of the `Ledgers` table by `sk` and `ledgerId`: every ledger's item of one kind. */
export const LEDGER_KIND_INDEX = "byKind";
