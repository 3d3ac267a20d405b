import * as pulumi from "@pulumi/pulumi";
import { PENDING_ALERT_INDEX } from "../domain/expenses/expenseKeys";
import type { JobName } from "../domain/jobs/jobLog";
import { sweepAlerts } from "../handlers/alerts/sweepAlerts";
import type { AlertTopic } from "./alertTopic";
import type { ReplayableQueue } from "./deadLetterQueue";
import { metricsNamespace } from "./documents/metricsNamespace";
import type { ExpenseStore } from "./expenseStore";
import { type DeployedFunction, InlineFunction } from "./inlineFunction";
import { Schedule } from "./schedule";

export interface AlertSweepArgs {
  store: ExpenseStore;
  alerts: AlertTopic;
  operations: AlertTopic;
  timezone: string;
  /** The jobs whose freshness it tells. */
  jobs: JobName[];
}

/** Sends, every few minutes, the alerts that were marked and could not be sent at once. */
export class AlertSweep extends pulumi.ComponentResource {
  readonly functions: { sweepAlerts: DeployedFunction };
  /** Of its schedule. */
  readonly deadLetters: ReplayableQueue[];

  constructor(name: string, args: AlertSweepArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:AlertSweep", name, {}, opts);

    const { store, alerts, operations } = args;
    const sweep = new InlineFunction(
      "sweepAlerts",
      {
        description: "Sends the alerts that could not be sent at once",
        handler: sweepAlerts,
        env: {
          expensesTable: store.expenses.name,
          ledgersTable: store.ledgers.name,
          alertTopicArn: alerts.arn,
          metricsNamespace: metricsNamespace(),
          jobs: args.jobs,
        },
        statements: [
          { actions: ["dynamodb:Query"], resources: [store.indexArn(PENDING_ALERT_INDEX)] },
          { actions: ["dynamodb:UpdateItem"], resources: [store.expenses.arn] },
          { actions: ["dynamodb:GetItem", "dynamodb:PutItem"], resources: [store.ledgers.arn] },
          ...alerts.publishStatements,
        ],
        timeoutSeconds: 120,
        asynchronous: { alarmTopicArn: operations.arn },
      },
      { parent: this },
    );
    const schedule = new Schedule(
      name,
      {
        description: "Sends pending alerts",
        expression: "rate(5 minutes)",
        timezone: args.timezone,
        target: { arn: sweep.arn, action: "lambda:InvokeFunction" },
        alarmTopicArn: operations.arn,
      },
      { parent: this },
    );

    this.functions = { sweepAlerts: sweep };
    this.deadLetters = [schedule.deadLetters];
    this.registerOutputs({});
  }
}
