/** What the handlers need that only deal with the user's ledger, not with expenses. */
export interface LedgerEnv {
  ledgersTable: string;
  siteOrigin: string;
}
