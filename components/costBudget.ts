import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface CostBudgetArgs {
  /** US dollars per month for the whole account. Costs by stack would require activated cost allocation tags. */
  limit: number;
  /** Topic that is notified when costs approach the limit. */
  alarmTopicArn: pulumi.Input<string>;
}

/** Says so when a month costs more than it should: at 80 % of the limit, and when the month is forecast to go over it. */
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
        notifications: [notification("ACTUAL", 80), notification("FORECASTED", 100)],
      },
      { parent: this },
    );

    this.registerOutputs({});
  }
}
