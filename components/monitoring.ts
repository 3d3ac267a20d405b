import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ExpenseApi } from "./expenseApi";
import type { ExpenseStore } from "./expenseStore";
import type { DeployedFunction } from "./inlineFunction";

export interface MonitoringArgs {
  api: ExpenseApi;
  store: ExpenseStore;
  /** Functions to show, by handler name. */
  functions: Record<string, DeployedFunction>;
  /** Topic that the alarms go to. */
  alarmTopicArn: pulumi.Input<string>;
}

interface ApiAlarm {
  description: string;
  metricName: string;
  statistic?: string;
  extendedStatistic?: string;
  threshold: number;
}

/** The slowest one request in a hundred may be, in ms; the gateway gives up after 29 s. */
const SLOW_MS = 5000;

/** What a person looks at: a dashboard, and alarms on the API as its users see it. */
export class Monitoring extends pulumi.ComponentResource {
  readonly dashboardUrl: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:Monitoring", name, {}, opts);

    this.apiAlarm(`${name}-api-errors`, args, {
      description: "The API failed: requests were answered with 5xx.",
      metricName: "5XXError",
      statistic: "Sum",
      threshold: 0,
    });
    this.apiAlarm(`${name}-api-latency`, args, {
      description: `One request in a hundred takes longer than ${SLOW_MS / 1000} s.`,
      metricName: "Latency",
      extendedStatistic: "p99",
      threshold: SLOW_MS,
    });
    this.throttleAlarm(name, args);
    this.dashboardUrl = this.dashboard(name, args);

    this.registerOutputs({ dashboardUrl: this.dashboardUrl });
  }

  private apiAlarm(name: string, { api, alarmTopicArn }: MonitoringArgs, alarm: ApiAlarm): void {
    const { description, ...metric } = alarm;
    new aws.cloudwatch.MetricAlarm(
      name,
      {
        alarmDescription: description,
        namespace: "AWS/ApiGateway",
        dimensions: { ApiName: api.restApi.name, Stage: api.stageName },
        ...metric,
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [alarmTopicArn],
        okActions: [alarmTopicArn],
      },
      { parent: this },
    );
  }

  private throttleAlarm(name: string, { alarmTopicArn }: MonitoringArgs): void {
    new aws.cloudwatch.MetricAlarm(
      `${name}-throttles`,
      {
        alarmDescription: "Lambda turned invocations away: the account's concurrency is used up.",
        namespace: "AWS/Lambda",
        // Without dimensions: of all functions of the account and region, who share the concurrency.
        metricName: "Throttles",
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        threshold: 0,
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [alarmTopicArn],
        okActions: [alarmTopicArn],
      },
      { parent: this },
    );
  }

  private dashboard(name: string, { api, store, functions }: MonitoringArgs): pulumi.Output<string> {
    const { region } = aws.getRegionOutput();
    const body = pulumi
      .output({
        region,
        apiName: api.restApi.name,
        stage: api.stageName,
        table: store.expenses.name,
        functionNames: Object.values(functions).map((fn) => fn.name),
      })
      .apply((values) => JSON.stringify(dashboardBody(values)));
    const dashboard = new aws.cloudwatch.Dashboard(
      name,
      { dashboardName: `${pulumi.getProject()}-${pulumi.getStack()}`, dashboardBody: body },
      { parent: this },
    );
    return pulumi.interpolate`https://console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards:name=${dashboard.dashboardName}`;
  }
}

interface DashboardValues {
  region: string;
  apiName: string;
  stage: string;
  table: string;
  functionNames: string[];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function dashboardBody({ region, apiName, stage, table, functionNames }: DashboardValues) {
  const api = (metric: string) => ["AWS/ApiGateway", metric, "ApiName", apiName, "Stage", stage];
  const each = (metric: string) => functionNames.map((name) => ["AWS/Lambda", metric, "FunctionName", name]);
  const widgets = [
    { title: "Requests", stat: "Sum", metrics: [api("Count"), api("4XXError"), api("5XXError")] },
    { title: "Latency (p99, ms)", stat: "p99", metrics: [api("Latency"), api("IntegrationLatency")] },
    { title: "Function errors", stat: "Sum", metrics: each("Errors") },
    { title: "Function duration (p99, ms)", stat: "p99", metrics: each("Duration") },
    {
      title: "Expenses table: units used",
      stat: "Sum",
      metrics: ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"].map((metric) => [
        "AWS/DynamoDB",
        metric,
        "TableName",
        table,
      ]),
    },
  ];
  return {
    widgets: widgets.map((properties, place) => ({
      type: "metric",
      width: 12,
      height: 6,
      x: (place % 2) * 12,
      y: Math.floor(place / 2) * 6,
      properties: { ...properties, region, period: 300, view: "timeSeries" },
    })),
  };
}
