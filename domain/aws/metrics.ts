/** Units of CloudWatch metrics that are used here. */
type MetricUnit = "Count" | "Seconds" | "Bytes" | "None";

/** The metric behind the alarm on alerts that cannot be sent: the age of the oldest. */
export const PENDING_ALERT_METRIC = "PendingAlertAge";

/** A metric that CloudWatch charges for in each month in which it is published. */
export interface MetricDefinition {
  /** The setting without which a deployment never publishes it. */
  readonly only?: "backup" | "insightsModel";
  /** True if it exists once for each job that has to succeed regularly. */
  readonly perJob?: true;
}

/** Every custom metric that functions publish, by name. */
export const CUSTOM_METRICS = {
  AlertsSent: {},
  BackupDifferences: { only: "backup" },
  ExpensesStored: {},
  HoursSinceLastSuccess: { perJob: true },
  LettersRefused: { only: "insightsModel" },
  PendingAlertAge: {},
  ReportBytes: {},
  ReportsMade: {},
  RowsBackedUp: { only: "backup" },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

interface Metric {
  name: keyof typeof CUSTOM_METRICS;
  value: number;
  unit: MetricUnit;
}

/**
 * Publishes metrics by writing one line to the function's log (CloudWatch's embedded metric format). This needs no call
 * and no right, and works where no network leads to CloudWatch.
 * @param namespace The deployment's own, so that two deployments in one account do not mix.
 */
export function publishMetrics(
  namespace: string,
  dimensions: Readonly<Record<string, string>>,
  metrics: readonly Metric[],
): void {
  // Not with `console`: Lambda's JSON log format would wrap the line, and CloudWatch would not recognize its metrics.
  process.stdout.write(`${metricLine(namespace, dimensions, metrics, Date.now())}\n`);
}

/** The log line with the metrics; `at` is in epoch milliseconds. */
export function metricLine(
  namespace: string,
  dimensions: Readonly<Record<string, string>>,
  metrics: readonly Metric[],
  at: number,
): string {
  return JSON.stringify({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  });
}
