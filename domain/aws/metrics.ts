/** Units of CloudWatch metrics that are used here. */
export type MetricUnit = "Count" | "Seconds" | "Bytes" | "None";

/** The metric behind the alarm on alerts that cannot be sent: the age of the oldest. */
export const PENDING_ALERT_METRIC = "PendingAlertAge";

export interface Metric {
  name: string;
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
