import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface AlarmArgs {
  /** What has happened, in a sentence: it becomes the mail. `docs/runbook.md` says what to do. */
  description: string;
  /** For example `AWS/Lambda`. */
  namespace: string;
  metricName: string;
  dimensions?: Record<string, pulumi.Input<string>>;
  /** `Sum`, `Maximum` or a percentile such as `p99`. */
  statistic: string;
  /** The alarm is raised above it, or below it. */
  threshold: number;
  /** Whether too little is bad, not too much. Default false. */
  below?: boolean;
  /** Seconds over which the statistic is made. Default 300. */
  period?: number;
  /** How many periods in a row must be above. Default 1. */
  periods?: number;
  /** Whether no data is bad news too: for metrics that always come. Default false. */
  alsoWhenMissing?: boolean;
  /** Topic that hears when it begins and when it is over. */
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
