import { list, ofType, type PolicyResource, type Rule, type Violation, violations } from "./rule";
import { openActions, passedRoles } from "./rules/iam";

/** Exempts resources from a rule. */
interface Exception {
  /** The rule's name. */
  rule: string;
  /** Resources by their names in the program. */
  resources: readonly string[] | "all";
  /** The justification of the exception, and the setting that removes it. */
  reason: string;
  /** Condition under which the exception applies; always, if absent. */
  when?(resource: PolicyResource, resources: readonly PolicyResource[]): boolean;
}

/** A public control that no rule implements. */
interface DeclinedControl {
  controls: readonly string[];
  /** The reason why this program does not implement it. */
  reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    rule: "s3-public-access-blocked",
    resources: ["site"],
    reason:
      "With `siteAccess: website` the page is a public S3 website, whose objects must be readable. With `cdn` there is no such bucket.",
  },
  {
    rule: "s3-no-public-read",
    resources: ["site"],
    reason: "As above: with `siteAccess: website` anyone can read the page's files, and nothing else.",
  },
  {
    rule: "s3-tls-only",
    resources: ["site"],
    reason: "As above: S3 websites support plain HTTP only. `siteAccess: cdn` uses HTTPS.",
  },
  {
    rule: "s3-access-logs",
    resources: ["access-logs"],
    reason: "The log bucket does not log access to itself, because each entry would cause another.",
  },
  {
    rule: "rds-backups",
    resources: "all",
    reason:
      "An account on AWS's Free plan accepts one day only, set by `backupRetentionDays`. The database is a copy of the table, which can be restored to any second of the last 35 days.",
    when: ({ props }) => Number(props.backupRetentionPeriod) >= 1,
  },
  {
    rule: "iam-no-wildcard-resource",
    resources: ["applySchema", "backupToRds", "restoreFromRds", "verifyBackup"],
    reason:
      "Lambda creates the network interfaces of a function in a VPC with the function's role, and checks these permissions before any interface exists.",
    when: ({ props }) =>
      openActions(props.policy).every((action) =>
        /^ec2:\w+(NetworkInterface|PrivateIpAddresses)$/.test(action),
      ),
  },
  {
    rule: "iam-no-escalation",
    resources: ["readReceipt"],
    reason:
      "Textract announces completed analyses by a role that its caller passes. The function may pass only that role, which only Textract can assume and which can publish to one topic only.",
    when: ({ props }) =>
      passedRoles(props.policy).every((role) => /:role\/[^*]*receipts-analysis[^*]*$/.test(role)),
  },
  {
    rule: "api-waf",
    resources: "all",
    reason:
      "A web ACL costs about 8 USD a month, more than everything else for a few users. `waf: true` adds one.",
    when: (_stage, resources) => ofType(resources, "aws:wafv2/webAcl:WebAcl").length === 0,
  },
  {
    rule: "cloudfront-tls",
    resources: "all",
    reason:
      "CloudFront's default domain and certificate still accept TLS 1.0. With `domain` and `certificateArn` the minimum is TLS 1.2.",
    when: ({ props }) => list(props.aliases).length === 0,
  },
  {
    rule: "cognito-threat-protection",
    resources: "all",
    reason: "Cognito charges for it per user (Plus plan). `threatProtection: true` turns it on.",
    when: ({ props }) => props.userPoolTier !== "PLUS",
  },
];

export const declinedControls: readonly DeclinedControl[] = [
  {
    controls: ["CKV_AWS_115"],
    reason:
      "Reserved concurrency reduces what all other functions have, and fails on new accounts, whose quota is ten. `reservedConcurrency` reserves it for functions by name.",
  },
  {
    controls: ["Lambda.3", "CKV_AWS_117"],
    reason:
      "A function belongs in a VPC only if it calls something in there, as the backup does. The others call AWS's public endpoints, with TLS and IAM.",
  },
  {
    controls: ["CKV_AWS_272"],
    reason: "The deployment itself builds and uploads the code; anybody who can deploy could also sign.",
  },
  {
    controls: ["APIGateway.2", "CKV2_AWS_51"],
    reason:
      "The gateway invokes functions with IAM; there is no HTTP backend to present a client certificate to.",
  },
  {
    controls: ["CKV_AWS_120", "CKV_AWS_225"],
    reason: "Responses belong to one user and change with every write, so nothing is cached.",
  },
  {
    controls: ["CKV_AWS_158", "CKV_AWS_297", "CKV_AWS_145", "CKV2_AWS_73", "S3.17"],
    reason:
      "Encrypted with keys that AWS manages. A customer managed key costs 1 USD a month and protects from the same people.",
  },
  {
    controls: ["CKV_AWS_338"],
    reason: "Logs contain user IDs, so they are kept for 30 days instead of a year.",
  },
  {
    controls: ["CKV_AWS_144", "S3.7"],
    reason:
      "The program uses one Region. Reports can be recreated from the table, which is also in the backup; of a receipt, the backup holds its expense.",
  },
  {
    controls: ["CKV2_AWS_62", "S3.11"],
    reason:
      "Only new receipts trigger an action, and their bucket sends notifications; reports are read by their key.",
  },
  {
    controls: ["AwsSolutions-CFR1", "CKV_AWS_374"],
    reason: "Users travel, and an expense tracker has no reason to restrict countries.",
  },
  {
    controls: ["AwsSolutions-CFR2", "CloudFront.6", "CKV_AWS_68"],
    reason:
      "The distribution serves public files only. The API is what needs a web ACL, and has one with `waf: true`.",
  },
  {
    controls: ["CloudFront.4", "CKV_AWS_310"],
    reason:
      "The files are in one bucket with 11 nines of durability; a second origin would need a second Region.",
  },
  {
    controls: ["AwsSolutions-COG3"],
    reason: "cdk-nag replaced it with AwsSolutions-COG8; see `cognito-threat-protection`.",
  },
  {
    controls: ["AwsSolutions-RDS3", "RDS.5", "CKV_AWS_157"],
    reason: "The database is a copy of the table. A day without it loses nothing, so one zone is enough.",
  },
  {
    controls: ["AwsSolutions-RDS11", "RDS.23"],
    reason: "Only the backup's functions can reach the database; another port would hide it from nobody.",
  },
  {
    controls: ["RDS.6", "CKV_AWS_118", "CKV_AWS_353"],
    reason:
      "One job a day needs no more than the alarms on CPU and storage and the slow query log. Both features cost extra.",
  },
  {
    controls: ["AwsSolutions-VPC3"],
    reason: "It warns about custom network ACLs; there is only the default one.",
  },
  {
    controls: ["Serverless-SNSRedrivePolicy"],
    reason:
      "SNS does not redrive emails. Alerts are not lost: they stay pending until they are sent. The one queue that is subscribed gets what SNS tries to deliver for 23 days; a receipt whose notice is lost can be read again.",
  },
  {
    controls: ["CKV_AWS_192", "CKV2_AWS_77"],
    reason: "No Java runs here, so Log4j vulnerabilities do not apply.",
  },
];

/** Violations of a rule that no exception covers. */
export function unexcused(rule: Rule, resources: readonly PolicyResource[]): Violation[] {
  return violations(rule, resources).filter(
    ({ resource }) => exceptionFor(rule, resource, resources) === undefined,
  );
}

/** The exception that exempts a resource from a rule, if any. */
export function exceptionFor(
  rule: Rule,
  resource: PolicyResource,
  resources: readonly PolicyResource[],
): Exception | undefined {
  return exceptions.find(
    (exception) =>
      exception.rule === rule.name &&
      (exception.resources === "all" || exception.resources.includes(resource.name)) &&
      (exception.when?.(resource, resources) ?? true),
  );
}
