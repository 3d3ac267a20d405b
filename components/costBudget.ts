import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { STACK_TAG, stackTags } from "./config/tags";

export interface CostBudgetArgs {
  /** US dollars per month. */
  limit: number;
  /**
   * `account`: all costs; `stack`: those of the resources with this stack's tag, which AWS counts only after the tag is
   * activated for cost allocation (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html).
   * The program does not activate it by `aws.costexplorer.CostAllocationTag`: AWS refuses that for up to a day after
   * the first resource has the tag, and to accounts that an organization pays for; and the first stack to be removed
   * would deactivate the tag of all others.
   */
  scope: "account" | "stack";
  /** Topic that is notified when costs approach the limit. */
  alarmTopicArn: pulumi.Input<string>;
}

/**
 * Notifies when a month costs more than it should: at 80 % of the limit, and when the month is forecast to exceed it.
 */
export class CostBudget extends pulumi.ComponentResource {
  constructor(name: string, args: CostBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:CostBudget", name, {}, opts);

    const notification = (notificationType: string, threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberSnsTopicArns: [args.alarmTopicArn],
    });
    new aws.budgets.Budget(
      name,
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.limit),
        limitUnit: "USD",
        ...(args.scope === "stack" && { costFilters: [{ name: "TagKeyValue", values: [stackFilter()] }] }),
        notifications: [notification("ACTUAL", 80), notification("FORECASTED", 100)],
      },
      { parent: this },
    );

    this.registerOutputs({});
  }
}

function stackFilter(): string {
  return `user:${STACK_TAG}$${stackTags()[STACK_TAG]}`;
}
