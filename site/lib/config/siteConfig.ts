/** Content of `config.json` at the site's root: values of the deployment, none of them secret. */
export interface SiteConfig {
  /** Base URL of the API without a trailing slash. */
  apiUrl: string;
  /** Endpoint of Cognito's public API, with a trailing slash. */
  cognitoUrl: string;
  userPoolClientId: string;
  /** ISO 4217 code that new expenses are in. */
  currency: string;
  /** IANA time zone that decides which day is today. */
  timezone: string;
  /** Decimal amounts by currency above which an expense raises an alert, unless its ledger has a threshold of its own. */
  alertThresholds: Readonly<Record<string, string>>;
  /** The amount in `currency`, for pages of the previous release that are still installed. */
  alertThreshold: string;
  /** Days that backups of the backup database are kept; 0 without one. */
  databaseBackupDays: number;
  /** ID of the model that may phrase letters; absent without one. */
  insightsModel?: string | undefined;
  /** Base URL of the bucket of receipts, where pictures are sent to and read from; absent without receipts. */
  receiptsUrl?: string | undefined;
}
