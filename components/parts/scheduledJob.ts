import * as pulumi from "@pulumi/pulumi";
import { FRESHNESS_METRIC } from "../../domain/jobs/jobLog";
import { metricsNamespace } from "../config/names";
import { type StateMachine, untilFinished } from "../documents/statesLanguage";
import { Alarm } from "./alarm";
import type { ReplayableQueue } from "./deadLetterQueue";
import type { DeployedFunction } from "./inlineFunction";
import { JobMachine } from "./jobMachine";
import { Schedule, type ScheduleArgs } from "./schedule";

export interface ScheduledJobArgs
  extends Pick<ScheduleArgs, "description" | "expression" | "timezone" | "input" | "alarmTopicArn"> {
  /** The name under which its successes are recorded. */
  job: string;
  /** Hours without a success that raise an alarm; longer than the interval between two runs. */
  overdueHours: number;
  fn: DeployedFunction;
  /** Default: calls the function until it is finished. */
  definition?: StateMachine;
}

/** A scheduled job: a state machine that runs its function, the schedule that starts it, and an alarm when it is overdue. */
export class ScheduledJob extends pulumi.ComponentResource {
  readonly machine: JobMachine;
  /** Dead letters of its schedule. */
  readonly deadLetters: ReplayableQueue;

  constructor(name: string, args: ScheduledJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ScheduledJob", name, {}, opts);

    const { fn, alarmTopicArn, description, expression, timezone, input } = args;
    const definition = args.definition ?? untilFinished(fn.arn);
    this.machine = new JobMachine(name, { definition, functions: [fn], alarmTopicArn }, { parent: this });
    const target = { arn: this.machine.arn, action: "states:StartExecution" as const };
    const schedule = new Schedule(
      name,
      { description, expression, timezone, target, input, alarmTopicArn },
      { parent: this },
    );
    this.overdueAlarm(name, args);

    this.deadLetters = schedule.deadLetters;

    this.registerOutputs({ arn: this.machine.arn });
  }

  private overdueAlarm(name: string, { job, overdueHours, alarmTopicArn }: ScheduledJobArgs): void {
    new Alarm(
      `${name}-overdue`,
      {
        description: `The job ${job} has not succeeded for ${overdueHours} hours, or the sweep, which checks this, is not running.`,
        namespace: metricsNamespace(),
        metricName: FRESHNESS_METRIC,
        dimensions: { Job: job },
        statistic: "Maximum",
        period: 900,
        periods: 2,
        threshold: overdueHours,
        // The sweep publishes the metric every five minutes. If it is missing, the sweep itself is broken.
        alsoWhenMissing: true,
        topicArn: alarmTopicArn,
      },
      { parent: this },
    );
  }
}
