import { PENDING_ALERT_METRIC } from "../../domain/aws/metrics";
import { FRESHNESS_METRIC } from "../../domain/jobs/jobLog";

/** Values that the dashboard is built from. */
interface DashboardValues {
  region: string;
  /** Namespace of the program's own metrics. */
  namespace: string;
  apiName: string;
  stage: string;
  table: string;
}

interface Widget {
  title: string;
  stat: string;
  metrics: unknown[][];
}

/**
 * The dashboard's body. The first three dashboards of an account are free as long as each has at most 50 metrics, so functions are
 * shown together; CloudWatch's automatic dashboard of Lambda has them one by one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(values: DashboardValues) {
  const { region } = values;
  const widgets = [...businessWidgets(values), ...systemWidgets(values)];
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

function businessWidgets({ namespace }: DashboardValues): Widget[] {
  const own = (metric: string) => [namespace, metric];
  // A search expression covers all jobs. It finds nothing in a namespace with a slash or a hyphen unless it is quoted:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
  const perJob = (metric: string, stat: string) => [
    { expression: `SEARCH('{"${namespace}",Job} MetricName="${metric}"', '${stat}', 300)` },
  ];
  return [
    { title: "Expenses and alerts", stat: "Sum", metrics: [own("ExpensesStored"), own("AlertsSent")] },
    { title: "Age of the oldest pending alert (s)", stat: "Maximum", metrics: [own(PENDING_ALERT_METRIC)] },
    {
      title: "Hours since each job's last success",
      stat: "Maximum",
      metrics: [perJob(FRESHNESS_METRIC, "Maximum")],
    },
    {
      title: "Backup",
      stat: "Sum",
      metrics: [perJob("RowsBackedUp", "Sum"), perJob("BackupDifferences", "Maximum")],
    },
    {
      title: "Reports",
      stat: "Sum",
      metrics: [perJob("ReportsMade", "Sum"), perJob("ReportBytes", "Sum")],
    },
  ];
}

function systemWidgets({ apiName, stage, table }: DashboardValues): Widget[] {
  const api = (metric: string) => ["AWS/ApiGateway", metric, "ApiName", apiName, "Stage", stage];
  const ofFunctions = (metric: string) => ["AWS/Lambda", metric];
  const ofTable = (metric: string) => ["AWS/DynamoDB", metric, "TableName", table];
  return [
    { title: "Requests", stat: "Sum", metrics: [api("Count"), api("4XXError"), api("5XXError")] },
    { title: "Latency (p99, ms)", stat: "p99", metrics: [api("Latency"), api("IntegrationLatency")] },
    { title: "Function errors", stat: "Sum", metrics: [ofFunctions("Errors")] },
    { title: "Function duration (p99, ms)", stat: "p99", metrics: [ofFunctions("Duration")] },
    {
      title: "Expenses table: units used",
      stat: "Sum",
      metrics: [ofTable("ConsumedReadCapacityUnits"), ofTable("ConsumedWriteCapacityUnits")],
    },
  ];
}
