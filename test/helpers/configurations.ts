// A program is evaluated once for each configuration and stack, which takes seconds: tests share these, and name a new setting in one
// of them rather than in a configuration of their own.

/** Every part of the program that a setting adds. */
export const EVERYTHING: Record<string, string> = {
  siteAccess: "cdn",
  domain: "expenses.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  waf: "true",
  threatProtection: "true",
  insightsModel: "amazon.nova-lite-v1:0",
  operatorEmails: '["operator@example.com"]',
};

export const WEBSITE: Record<string, string> = { siteAccess: "website", insecureWebsite: "true" };

/** A program without the parts that a setting leaves out, which keeps nothing. */
export const LEAST: Record<string, string> = {
  backup: "false",
  receipts: "false",
  signUp: "invite",
  protectData: "false",
  monthlyBudget: "0",
  gatewayAccount: "existing",
  reportArchiveClass: "GLACIER_IR",
  operatorEmails: '["operator@example.com"]',
};

/** Names, addresses and sizes other than the default ones. */
export const CUSTOM: Record<string, string> = {
  namePrefix: "family",
  monthlyBudgetScope: "stack",
  waf: "true",
  requestsPerSecond: "1",
  adminEmails: '["ada@example.com"]',
  alertEmails: '["a@example.com"]',
  operatorEmails: '["o@example.com"]',
  sesIdentity: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
  backupInstanceClass: "db.t3.micro",
  backupRetentionDays: "1",
  backupFinalSnapshot: "false",
  backupSnapshot: "expenses-dev-final-copy",
  backupStorageLimitGb: "20",
  receiptArchiveAfterDays: "365",
  reportSchedule: "cron(30 7 3 * ? *)",
};

/** Configurations of the program that differ in the declared resources, and that every policy accepts. */
export const CONFIGURATIONS: Readonly<Record<string, Record<string, string>>> = {
  "an S3 website": WEBSITE,
  "no backup": { ...WEBSITE, backup: "false", signUp: "invite" },
  "a distribution": {},
  "a distribution and no backup": { backup: "false" },
  "everything that costs extra": EVERYTHING,
  "names, addresses and sizes of its own": CUSTOM,
};
