import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface AlarmArgs {
  /** Description of the incident in one sentence, sent as the email. `docs/runbook.md` describes the response. */
  description: string;
  /** For example `AWS/Lambda`. */
  namespace: string;
  metricName: string;
  dimensions?: Record<string, pulumi.Input<string>>;
  /** Dimensions of further metrics of this name, each of which is charged like an alarm; their values are added. */
  alsoOf?: pulumi.Input<Record<string, string>[]>;
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
    const { description, periods = 1, alsoWhenMissing = false, topicArn } = args;
    super(
      name,
      {
        alarmDescription: description,
        ...(args.alsoOf === undefined ? metricOf(args) : { metricQueries: totalOf(args, args.alsoOf) }),
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

const PERIOD_SECONDS = 300;

function metricOf({ namespace, metricName, dimensions, statistic, period = PERIOD_SECONDS }: AlarmArgs) {
  const ofValues = statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic };
  return { namespace, metricName, dimensions, ...ofValues, period };
}

/** The sum of metrics. Without `FILL` it would have no value while one of them has none. */
function totalOf(args: AlarmArgs, alsoOf: NonNullable<AlarmArgs["alsoOf"]>) {
  const { namespace, metricName, statistic: stat, period = PERIOD_SECONDS } = args;
  return pulumi.all([args.dimensions ?? {}, alsoOf]).apply(([first, others]) => {
    const metrics = [first, ...others].map((dimensions, index) => ({
      id: `m${index}`,
      metric: { namespace, metricName, dimensions, stat, period },
    }));
    const expression = metrics.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
    return [{ id: "total", expression, label: metricName, returnData: true }, ...metrics];
  });
}
