import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PENDING_ALERT_METRIC } from "../domain/aws/metrics";
import type { AlertTopic } from "./alertTopic";
import { instanceName, metricsNamespace } from "./config/names";
import { CostBudget, type CostBudgetArgs } from "./costBudget";
import { dashboardBody } from "./documents/dashboard";
import type { ExpenseApi } from "./expenseApi";
import type { ExpenseStore } from "./expenseStore";
import { childNames } from "./linking/childNames";
import { formerAliases } from "./linking/formerParents";
import { Alarm } from "./parts/alarm";

export interface MonitoringArgs {
  api: ExpenseApi;
  store: ExpenseStore;
  alerts: AlertTopic;
  /** Topic that the alarms notify. */
  alarmTopicArn: pulumi.Input<string>;
  /** USD per month above which the topic is notified; 0 for no budget. */
  monthlyBudget: number;
  /** Costs that the budget counts. */
  budgetScope: CostBudgetArgs["scope"];
}

/** Maximum 99th percentile latency, in ms: a third of a function's time limit, half of what a person waits. */
const SLOW_MS = 5000;

/** Alerts are swept every five minutes: sending an older one has failed twice. */
const PENDING_SECONDS = 600;

/** A dashboard and alarms on what users experience. Alarms on a single component belong to that component. */
export class Monitoring extends pulumi.ComponentResource {
  readonly dashboardUrl: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: MonitoringArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("expenses:index:Monitoring", name, {}, opts);

    this.apiAlarms();
    this.capacityAlarms();
    this.alertAlarms();
    const childName = childNames(name, "monitoring");
    this.budget(childName("budget"));
    this.dashboardUrl = this.dashboard(instanceName(childName));

    this.registerOutputs({ dashboardUrl: this.dashboardUrl });
  }

  private budget(name: string): void {
    const { monthlyBudget: limit, budgetScope: scope, alarmTopicArn } = this.args;
    if (limit === 0) return;
    new CostBudget(name, { limit, scope, alarmTopicArn }, { parent: this, aliases: formerAliases(name) });
  }

  private apiAlarms(): void {
    const { api, alarmTopicArn: topicArn } = this.args;
    const metric = {
      namespace: "AWS/ApiGateway",
      dimensions: { ApiName: api.restApi.name, Stage: api.stageName },
      topicArn,
    };
    new Alarm(
      `${this.name}-api-errors`,
      {
        description: "API requests failed with a 5xx response.",
        metricName: "5XXError",
        statistic: "Sum",
        threshold: 0,
        ...metric,
      },
      { parent: this },
    );
    new Alarm(
      `${this.name}-api-latency`,
      {
        description: `One request in a hundred takes longer than ${SLOW_MS / 1000} s.`,
        metricName: "Latency",
        statistic: "p99",
        threshold: SLOW_MS,
        ...metric,
      },
      { parent: this },
    );
  }

  private capacityAlarms(): void {
    const { store, alarmTopicArn: topicArn } = this.args;
    new Alarm(
      `${this.name}-throttles`,
      {
        description: "Lambda throttled invocations: the account's concurrency is used up.",
        namespace: "AWS/Lambda",
        // Without dimensions the metric covers all functions of the account and Region, which share the concurrency.
        metricName: "Throttles",
        statistic: "Sum",
        threshold: 0,
        topicArn,
      },
      { parent: this },
    );
    for (const [suffix, written, table] of [
      ["table-throttles", "expenses", store.expenses],
      ["ledger-throttles", "ledgers, their digests, budgets and rules", store.ledgers],
    ] as const) {
      new Alarm(
        `${this.name}-${suffix}`,
        {
          description: `DynamoDB throttled writes of ${written}, or of an index.`,
          namespace: "AWS/DynamoDB",
          metricName: "WriteThrottleEvents",
          dimensions: { TableName: table.name },
          alsoOf: indexDimensions(table),
          statistic: "Sum",
          threshold: 0,
          topicArn,
        },
        { parent: this },
      );
    }
  }

  private alertAlarms(): void {
    const { alerts, alarmTopicArn: topicArn } = this.args;
    new Alarm(
      `${this.name}-pending-alerts`,
      {
        description: `An expense alert has been pending for ${PENDING_SECONDS / 60} minutes, or the sweep is not running.`,
        namespace: metricsNamespace(),
        metricName: PENDING_ALERT_METRIC,
        statistic: "Maximum",
        period: 900,
        threshold: PENDING_SECONDS,
        // Every sweep publishes the metric. If it is missing, the sweep itself is broken.
        alsoWhenMissing: true,
        topicArn,
      },
      { parent: this },
    );
    new Alarm(
      `${this.name}-undelivered-alerts`,
      {
        description: "Mail servers rejected expense alert emails.",
        namespace: "AWS/SNS",
        metricName: "NumberOfNotificationsFailed",
        dimensions: { TopicName: alerts.name },
        statistic: "Sum",
        threshold: 0,
        topicArn,
      },
      { parent: this },
    );
  }

  private dashboard(dashboardName: string): pulumi.Output<string> {
    const { api, store } = this.args;
    const { region } = aws.getRegionOutput({}, { parent: this });
    const body = pulumi
      .output({
        region,
        namespace: metricsNamespace(),
        apiName: api.restApi.name,
        stage: api.stageName,
        table: store.expenses.name,
      })
      .apply((values) => JSON.stringify(dashboardBody(values)));
    const dashboard = new aws.cloudwatch.Dashboard(
      this.name,
      { dashboardName, dashboardBody: body },
      { parent: this },
    );
    return pulumi.interpolate`https://console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards:name=${dashboard.dashboardName}`;
  }
}

/** Dimensions of a table's indexes, whose writes are no part of the table's own metrics. */
function indexDimensions({ name, globalSecondaryIndexes }: aws.dynamodb.Table) {
  return pulumi.all([name, globalSecondaryIndexes]).apply(([TableName, indexes = []]) =>
    indexes
      .map((index) => ({ TableName, GlobalSecondaryIndexName: index.name }))
      // The provider returns them in an order of its own.
      .toSorted((a, b) => (a.GlobalSecondaryIndexName < b.GlobalSecondaryIndexName ? -1 : 1)),
  );
}
