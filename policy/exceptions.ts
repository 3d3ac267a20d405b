import { list, ofType, type PolicyResource, type Rule, type Violation, violations } from "./rule";
import { openActions } from "./rules/iam";

/** A resource that may be against a rule. */
export interface Exception {
  /** The rule's name. */
  rule: string;
  /** Which resources, by the names that they have in the program. */
  resources: readonly string[] | "all";
  /** Why it is right as it is, and what would change it. */
  reason: string;
  /** The state of things in which it is; always when absent. */
  when?(resource: PolicyResource, resources: readonly PolicyResource[]): boolean;
}

/** A public control that no rule stands for. */
export interface DeclinedControl {
  controls: readonly string[];
  /** Why this program does not hold it. */
  reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    rule: "s3-public-access-blocked",
    resources: ["site"],
    reason:
      "With `siteAccess: website` the page is a public S3 website: its objects must be readable. `cdn` has no such bucket.",
  },
  {
    rule: "s3-no-public-read",
    resources: ["site"],
    reason: "As above: anybody may read the page's files, and nothing else, by `siteAccess: website`.",
  },
  {
    rule: "s3-tls-only",
    resources: ["site"],
    reason: "As above: S3 websites speak plain HTTP only. `siteAccess: cdn` is HTTPS.",
  },
  {
    rule: "s3-access-logs",
    resources: ["access-logs"],
    reason: "The bucket of the logs does not log itself: each line would make another.",
  },
  {
    rule: "iam-no-wildcard-resource",
    resources: ["applySchema", "backupToRds", "restoreFromRds", "verifyBackup"],
    reason:
      "Lambda makes the network interfaces of a function in a VPC with the function's role, and checks these rights before any interface exists.",
    when: ({ props }) =>
      openActions(props.policy).every((action) =>
        /^ec2:\w+(NetworkInterface|PrivateIpAddresses)$/.test(action),
      ),
  },
  {
    rule: "api-waf",
    resources: "all",
    reason:
      "A web ACL costs about 8 USD a month, more than all the rest for a few users. `waf: true` adds one.",
    when: (_stage, resources) => ofType(resources, "aws:wafv2/webAcl:WebAcl").length === 0,
  },
  {
    rule: "cloudfront-tls",
    resources: "all",
    reason:
      "CloudFront's own name and certificate still let browsers speak TLS 1.0. With `domain` and `certificateArn` the minimum is TLS 1.2.",
    when: ({ props }) => list(props.aliases).length === 0,
  },
  {
    rule: "cognito-threat-protection",
    resources: "all",
    reason: "Cognito charges each user for it (the Plus plan). `threatProtection: true` turns it on.",
    when: ({ props }) => props.userPoolTier !== "PLUS",
  },
];

export const declinedControls: readonly DeclinedControl[] = [
  {
    controls: ["CKV_AWS_115"],
    reason:
      "Reserved concurrency takes from all other functions, and fails on new accounts, which have ten. `reservedConcurrency` reserves it for functions by name.",
  },
  {
    controls: ["Lambda.3", "CKV_AWS_117"],
    reason:
      "A function belongs into a VPC when what it calls is there: the backup is. The others call AWS's public endpoints, by TLS and IAM.",
  },
  {
    controls: ["CKV_AWS_272"],
    reason: "Code is built and uploaded by the deployment itself; who may deploy could also sign.",
  },
  {
    controls: ["APIGateway.2", "CKV2_AWS_51"],
    reason:
      "The gateway calls functions by IAM; there is no HTTP backend that a client certificate could prove it to.",
  },
  {
    controls: ["CKV_AWS_120", "CKV_AWS_225"],
    reason: "Answers are each user's own and change with every write: nothing may be cached.",
  },
  {
    controls: ["CKV_AWS_158", "CKV_AWS_297", "CKV_AWS_145", "CKV2_AWS_73", "S3.17"],
    reason:
      "Encrypted with keys that AWS manages: an own key costs 1 USD a month each and protects from the same people.",
  },
  {
    controls: ["CKV_AWS_338"],
    reason: "Logs hold user ids; they are kept for 30 days and not for a year.",
  },
  {
    controls: ["CKV_AWS_144", "S3.7"],
    reason:
      "One region. What is in the buckets can be made again from the table, which the backup keeps too.",
  },
  {
    controls: ["CKV2_AWS_62", "S3.11"],
    reason: "Nothing waits for new objects: reports are asked for by their key.",
  },
  {
    controls: ["AwsSolutions-CFR1", "CKV_AWS_374"],
    reason: "People travel; an expense tracker has no reason to know countries.",
  },
  {
    controls: ["AwsSolutions-CFR2", "CloudFront.6", "CKV_AWS_68"],
    reason:
      "The distribution serves files that are public anyway. What needs a web ACL is the API, which has one with `waf: true`.",
  },
  {
    controls: ["CloudFront.4", "CKV_AWS_310"],
    reason:
      "The files lie in one bucket with 11 nines of durability; a second origin would be a second region.",
  },
  {
    controls: ["AwsSolutions-COG3"],
    reason: "cdk-nag replaced it by AwsSolutions-COG8, see `cognito-threat-protection`.",
  },
  {
    controls: ["AwsSolutions-RDS3", "RDS.5", "CKV_AWS_157"],
    reason: "The database is a copy of the table: a day without it loses nothing, so one zone is enough.",
  },
  {
    controls: ["AwsSolutions-RDS11", "RDS.23"],
    reason: "The database is reachable by one function only; another port would hide it from nobody.",
  },
  {
    controls: ["RDS.6", "CKV_AWS_118", "CKV_AWS_353"],
    reason:
      "One job a day: CPU and storage, which have alarms, tell enough. Both are paid for, and slow statements are logged.",
  },
  {
    controls: ["AwsSolutions-VPC3"],
    reason: "It warns of network ACLs; there are none beside the default one.",
  },
  {
    controls: ["Serverless-SNSRedrivePolicy"],
    reason:
      "All subscriptions are mails, which SNS does not redrive; an alert is never lost because its mark stays.",
  },
  {
    controls: ["CKV_AWS_192", "CKV2_AWS_77"],
    reason: "No Java runs here that a Log4j message could reach.",
  },
];

/** Violations of a rule that no exception covers. */
export function unexcused(rule: Rule, resources: readonly PolicyResource[]): Violation[] {
  return violations(rule, resources).filter(
    ({ resource }) => exceptionFor(rule, resource, resources) === undefined,
  );
}

/** Why a resource may be against a rule. */
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
