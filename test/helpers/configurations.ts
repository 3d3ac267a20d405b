/** Every part of the program that a setting adds. */
export const EVERYTHING: Record<string, string> = {
  siteAccess: "cdn",
  domain: "expenses.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  waf: "true",
  threatProtection: "true",
  operatorEmails: '["operator@example.com"]',
};

/** Configurations of the program that differ in what is declared. */
export const CONFIGURATIONS: Readonly<Record<string, Record<string, string>>> = {
  "an S3 website": { siteAccess: "website", insecureWebsite: "true", backupRetentionDays: "1" },
  "no backup": {
    ...{ siteAccess: "website", insecureWebsite: "true" },
    ...{ backup: "false", signUp: "invite" },
  },
  "a distribution": { siteAccess: "cdn", backup: "true" },
  "a distribution and no backup": { siteAccess: "cdn", backup: "false" },
  "everything that costs extra": EVERYTHING,
};
