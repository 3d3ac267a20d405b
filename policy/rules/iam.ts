import { plus, plusStatement, set } from "../mutations";
import { list, type Rule } from "../rule";
import { conditionKeys, publicStatements, statementsOf } from "../statements";
import { ROLE } from "../types";

const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const POLICY = "aws:iam/policy:Policy";
const ATTACHMENTS = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
];

export const iamRules: readonly Rule[] = [
  {
    name: "iam-no-managed-policy",
    controls: ["AwsSolutions-IAM4", "CKV2_AWS_56"],
    meaning: "Roles have inline policies only, no managed ones.",
    types: [ROLE, ...ATTACHMENTS],
    check: ({ managedPolicyArns, policyArn }) =>
      list(managedPolicyArns).length > 0 || policyArn !== undefined ? "has a managed policy" : undefined,
    breakIt: set(ROLE, { managedPolicyArns: ["arn:aws:iam::aws:policy/AWSLambda_FullAccess"] }),
  },
  {
    name: "iam-no-wildcard-action",
    controls: [
      "AwsSolutions-IAM5",
      "IAM.1",
      "IAM.21",
      "Serverless-StarPermissions",
      "CKV_AWS_62",
      "CKV_AWS_63",
    ],
    meaning: "Policies name every action, without wildcards.",
    types: [ROLE_POLICY, POLICY],
    check: ({ policy }) => {
      const patterns = allowed(policy).flatMap(({ actions }) =>
        actions.filter((action) => action.includes("*")),
      );
      return patterns.length === 0 ? undefined : `allows ${patterns.join(", ")}`;
    },
    breakIt: plusStatement(ROLE_POLICY, { Effect: "Allow", Action: "dynamodb:*", Resource: "arn:x" }),
  },
  {
    name: "iam-no-wildcard-resource",
    controls: ["AwsSolutions-IAM5", "CKV_AWS_355", "CKV_AWS_356", "CKV_AWS_290", "CKV_AWS_288", "KMS.2"],
    meaning: "Policies name every resource, if the action supports resource-level permissions.",
    types: [ROLE_POLICY, POLICY],
    check: ({ policy }) => {
      const open = openActions(policy);
      return open.length === 0 ? undefined : `allows ${open.join(", ")} on everything`;
    },
    breakIt: plusStatement(ROLE_POLICY, { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }),
  },
  {
    name: "iam-trust",
    controls: ["CKV_AWS_60", "CKV_AWS_61"],
    meaning: "Only AWS services can assume the program's roles, no accounts.",
    types: [ROLE],
    check: ({ assumeRolePolicy }) => {
      const others = statementsOf(assumeRolePolicy)
        .flatMap(({ principals }) => principals)
        .filter((principal) => !/^Service:[a-z-]+\.amazonaws\.com$/.test(principal));
      return others.length + publicStatements(assumeRolePolicy).length === 0
        ? undefined
        : `can be assumed by ${others.join(", ")}`;
    },
    breakIt: set(ROLE, {
      assumeRolePolicy: {
        Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
      },
    }),
  },
  {
    name: "iam-no-users",
    controls: ["IAM.2", "CKV_AWS_40", "WA SEC02-BP02"],
    meaning: "The program creates no IAM users and no access keys.",
    types: ["aws:iam/user:User", "aws:iam/accessKey:AccessKey"],
    check: () => "is a long-lived credential",
    breakIt: plus("aws:iam/accessKey:AccessKey", { user: "intruder" }),
  },
  {
    name: "iam-no-escalation",
    controls: ["CKV_AWS_286", "CKV_AWS_289", "CKV2_AWS_40"],
    meaning: "No role can change permissions, pass a role or replace a function's code.",
    types: [ROLE_POLICY, POLICY],
    check: ({ policy }) => {
      const risky = allowed(policy).flatMap(({ actions }) =>
        actions.filter((action) => action.startsWith("iam:") || action === "lambda:UpdateFunctionCode"),
      );
      return risky.length === 0 ? undefined : `allows ${risky.join(", ")}`;
    },
    breakIt: plusStatement(ROLE_POLICY, { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:x" }),
  },
  {
    name: "iam-log-policies-bounded",
    controls: ["WA SEC03-BP02"],
    meaning: "A role that can change CloudWatch's log resource policies can do so in one Region only.",
    types: [ROLE_POLICY, POLICY],
    check: ({ policy }) =>
      allowed(policy)
        .filter(({ actions }) => actions.includes("logs:PutResourcePolicy"))
        .every((statement) => conditionKeys(statement).includes("aws:requestedregion"))
        ? undefined
        : "allows logs:PutResourcePolicy in every Region",
    breakIt: plusStatement(ROLE_POLICY, { Effect: "Allow", Action: "logs:PutResourcePolicy", Resource: "*" }),
  },
  {
    name: "iam-network-by-lambda-alone",
    controls: ["WA SEC03-BP02"],
    meaning:
      "The code of a function in a VPC cannot use the right by which Lambda makes its network interfaces.",
    types: [ROLE_POLICY, POLICY],
    check: ({ policy }) => {
      const network = allowed(policy).flatMap(({ actions }) =>
        actions.filter((one) => one.startsWith("ec2:")),
      );
      const denied = statementsOf(policy)
        .filter((one) => one.effect === "Deny" && conditionKeys(one).includes("lambda:sourcefunctionarn"))
        .flatMap(({ actions }) => actions);
      const open = network.filter((action) => !denied.includes(action));
      return open.length === 0 ? undefined : `lets code call ${open.join(", ")}`;
    },
    breakIt: plusStatement(ROLE_POLICY, {
      Effect: "Allow",
      Action: "ec2:AttachNetworkInterface",
      Resource: "*",
    }),
  },
];

/** Actions that a policy allows on every resource although they support resource-level permissions. */
export function openActions(policy: unknown): string[] {
  return allowed(policy)
    .filter(({ resources }) => resources.includes("*"))
    .flatMap(({ actions }) => actions.filter((action) => !WITHOUT_RESOURCES.has(action)));
}

/** The roles that a policy allows to pass. */
export function passedRoles(policy: unknown): string[] {
  return allowed(policy)
    .filter(({ actions }) => actions.some((action) => action.startsWith("iam:")))
    .flatMap(({ resources }) => resources);
}

function allowed(policy: unknown) {
  return statementsOf(policy).filter(({ effect }) => effect === "Allow");
}

/**
 * Actions without resource-level permissions
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
 */
const WITHOUT_RESOURCES = new Set([
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
  "sns:GetSubscriptionAttributes",
  "sns:Unsubscribe",
  "textract:AnalyzeExpense",
  "textract:GetExpenseAnalysis",
  "textract:StartExpenseAnalysis",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
]);
