import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface AlarmArgs {
  /** Description of the incident in one sentence, sent as the email. `docs/runbook.md` describes the response. */
  description: string;
  /** For example `AWS/Lambda`. */
  namespace: string;
  metricName: string;
  dimensions?: Record<string, pulumi.Input<string>>;
  /** `Sum`, `Maximum` or a percentile such as `p99`. */
  statistic: string;
  /** Threshold; the alarm is raised above it, or below it if `below` is true. */
  threshold: number;
  /** True to alarm on values below the threshold instead of above it. Default false. */
  below?: boolean;
  /** Period of the statistic in seconds. Default 300. */
  period?: number;
  /** Number of consecutive periods that must breach the threshold. Default 1. */
  periods?: number;
  /** True to treat missing data as breaching, for metrics that are always reported. Default false. */
  alsoWhenMissing?: boolean;
  /** Topic that is notified when the alarm starts and when it ends. */
  topicArn: pulumi.Input<string>;
}

/** An alarm that notifies its topic on ALARM and on OK. */
export class Alarm extends aws.cloudwatch.MetricAlarm {
  constructor(name: string, args: AlarmArgs, opts: pulumi.CustomResourceOptions) {
    const { description, statistic, period = 300, periods = 1, alsoWhenMissing = false, topicArn } = args;
    super(
      name,
      {
        alarmDescription: description,
        namespace: args.namespace,
        metricName: args.metricName,
        dimensions: args.dimensions,
        ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
        period,
        evaluationPeriods: periods,
        comparisonOperator: args.below ? "LessThanThreshold" : "GreaterThanThreshold",
        threshold: args.threshold,
        treatMissingData: alsoWhenMissing ? "breaching" : "notBreaching",
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      opts,
    );
  }
}
