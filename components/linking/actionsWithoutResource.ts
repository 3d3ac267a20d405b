/** The AWS page that states that actions have no resource level. */
const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference";

/**
 * Actions that AWS offers without a resource level, so that a statement can only allow them on `*`, by the page that
 * says so. Lambda creates the network interfaces of a function in a VPC with the function's role before any of them
 * exists (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions).
 */
const ACTIONS_BY_PAGE: Readonly<Record<string, readonly string[]>> = {
  [`${REFERENCE}/list_amazonec2.html`]: [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ],
  [`${REFERENCE}/list_amazonsns.html`]: ["sns:GetSubscriptionAttributes", "sns:Unsubscribe"],
  [`${REFERENCE}/list_amazontextract.html`]: [
    "textract:AnalyzeExpense",
    "textract:StartExpenseAnalysis",
    "textract:GetExpenseAnalysis",
  ],
  [`${REFERENCE}/list_awsx-ray.html`]: [
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
  ],
  // Delivery of a state machine's log: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
  [`${REFERENCE}/list_amazoncloudwatchlogs.html`]: [
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
  ],
};

const ACTIONS = Object.values(ACTIONS_BY_PAGE).flat();

/** Returns true if an action can only be allowed on `*`. */
export function isWithoutResource(action: string): boolean {
  return ACTIONS.includes(action);
}

/** Returns a service's actions without a resource level. */
export function actionsWithoutResource(service: string): string[] {
  return ACTIONS.filter((action) => action.startsWith(`${service}:`));
}
