/** What the three handlers of `/alerts/subscription` need. */
export interface AlertSubscriptionEnv {
  ledgersTable: string;
  alertTopicArn: string;
  siteOrigin: string;
}
