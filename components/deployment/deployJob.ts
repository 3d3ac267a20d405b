import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Named, trackedSchedules } from "../../handlers/catalogue";
import {
  type FollowingSchedule,
  isTracked,
  type Job,
  type TrackedEnv,
  type TrackedSchedule,
} from "../../handlers/job";
import {
  keepingFailures,
  type StateMachine,
  sendMessageIn,
  untilFinished,
} from "../documents/statesLanguage";
import { formerAliases } from "../linking/formerParents";
import { DeadLetterQueue, failuresOf, type ReplayableQueue } from "../parts/deadLetterQueue";
import type { DeployedFunction, InlineFunctionArgs } from "../parts/inlineFunction";
import { JobMachine } from "../parts/jobMachine";
import { Schedule } from "../parts/schedule";
import { ScheduledJob } from "../parts/scheduledJob";
import type { WorkQueue } from "../parts/workQueue";
import type { DeployedJob } from "./deployedJobs";
import { type Deployment, deployFunction } from "./deployFunction";

/** The times that jobs run at. */
interface Timing {
  /** IANA zone of the schedules. */
  timezone: string;
  /** Schedules from the stack's configuration that override a job's own, by the name of its successes. */
  schedules?: Readonly<Record<string, Pick<TrackedSchedule, "expression" | "overdueHours">>>;
}

export interface JobPlacement extends Deployment, Timing {
  parent: pulumi.Resource;
  /** Topic that is notified of failures. */
  alarmTopicArn: pulumi.Input<string>;
  /** Makes the logical names of the component's children. */
  childName(child: string): string;
  vpc?: InlineFunctionArgs<never>["vpc"];
  /** The queue whose messages jobs are called with. */
  queue?: WorkQueue;
  /** State machine that drives the job's function. Default: one that calls it until it is finished. */
  machine?(fn: DeployedFunction): StateMachine;
}

/** Deploys a job: its function and, if it has them, its state machine and its schedule. */
export function deployJob(definition: Named<Job>, placement: JobPlacement): DeployedJob {
  const { parent, alarmTopicArn, childName, vpc } = placement;
  const fn = deployFunction(definition, placement, {
    name: childName(definition.name),
    parent,
    vpc,
    ...(definition.invocation === "event" && { asynchronous: { alarmTopicArn } }),
    values: trackedValues(definition),
  });
  const consumed = definition.invocation === "queue" ? consumeQueue(definition, fn, placement) : undefined;
  const failures = [fn.deadLetters, consumed].filter((queue) => queue !== undefined);
  const executed = definition.machine === undefined ? undefined : deployMachine(definition, fn, placement);
  const scheduled = definition.schedule && deploySchedule(definition, definition.schedule, fn, placement);
  return {
    definition,
    fn,
    machine: executed?.machine ?? scheduled?.machine,
    deadLetters: [...failures, ...[executed, scheduled].flatMap((part) => part?.deadLetters ?? [])],
  };
}

function trackedValues({ schedule }: Job): pulumi.Inputs {
  if (!isTracked(schedule)) return {};
  const values: TrackedEnv = { job: schedule.job };
  return { ...values };
}

/**
 * Messages that are handled concurrently: Textract reads few pages a second, and a new account has ten concurrent
 * functions.
 */
const CONCURRENT_MESSAGES = 3;

/** Calls a job with each message of its pipeline's queue. */
function consumeQueue(
  { name: job }: Named<Job>,
  fn: DeployedFunction,
  { parent, childName, queue }: JobPlacement,
): ReplayableQueue {
  if (queue === undefined) throw new Error(`The pipeline of \`${job}\` has no queue.`);
  new aws.lambda.EventSourceMapping(
    childName(job),
    {
      eventSourceArn: queue.arn,
      functionName: fn.name,
      // One at a time, so that a failed message does not repeat others.
      batchSize: 1,
      scalingConfig: { maximumConcurrency: CONCURRENT_MESSAGES },
    },
    // Lambda checks whether the function's role may receive.
    { parent, dependsOn: [fn.function] },
  );
  const name = failuresOf(childName(job));
  return { name, queue: queue.failures, target: fn.arn, action: "lambda:InvokeFunction" };
}

/** Deploys the state machine that others start, with a queue for the inputs of its failed executions. */
function deployMachine(
  { name: job, machine: machineName = job }: Named<Job>,
  fn: DeployedFunction,
  { parent, alarmTopicArn, childName }: JobPlacement,
): { machine: JobMachine; deadLetters: ReplayableQueue } {
  const name = childName(machineName);
  const queueName = failuresOf(childName(job));
  const queue = new DeadLetterQueue(
    queueName,
    { alarmTopicArn, contents: `inputs of executions of ${name} that failed` },
    { parent, aliases: formerAliases(queueName) },
  );
  const sendMessage = aws.getPartitionOutput({}, { parent }).partition.apply(sendMessageIn);
  const machine = new JobMachine(
    name,
    {
      definition: keepingFailures(untilFinished(fn.arn), queue.url, sendMessage),
      functions: [fn],
      failureQueueArn: queue.arn,
      alarmTopicArn,
    },
    { parent },
  );
  const target = { target: machine.arn, action: "states:StartExecution" } as const;
  return { machine, deadLetters: { name: queueName, queue, ...target } };
}

function deploySchedule(
  { description: ofJob }: Job,
  schedule: NonNullable<Job["schedule"]>,
  fn: DeployedFunction,
  { parent, alarmTopicArn, childName, timezone, schedules = {}, machine }: JobPlacement,
): { deadLetters: DeployedJob["deadLetters"][number]; machine?: JobMachine } {
  const name = childName(schedule.name);
  const opts = { parent, aliases: formerAliases(name) };
  const { description = ofJob, input } = schedule;
  if (!isTracked(schedule)) {
    const target = { arn: fn.arn, action: "lambda:InvokeFunction" as const };
    const expression = "follows" in schedule ? timesOf(schedule, schedules) : schedule.expression;
    return new Schedule(name, { description, expression, timezone, input, target, alarmTopicArn }, opts);
  }
  const { job, expression, overdueHours } = { ...schedule, ...schedules[schedule.job] };
  const definition = machine?.(fn);
  return new ScheduledJob(
    name,
    { job, description, expression, timezone, input, overdueHours, fn, definition, alarmTopicArn },
    opts,
  );
}

/** The expression of the schedule that another follows. */
function timesOf({ follows }: FollowingSchedule, schedules: NonNullable<JobPlacement["schedules"]>): string {
  const expression = (schedules[follows] ?? trackedSchedules.find(({ job }) => job === follows))?.expression;
  if (expression === undefined) throw new Error(`No job ${follows} has a schedule to follow`);
  return expression;
}
