import type { Closure, Env, FunctionDefinition, OnlyResources } from "./definition";
import type { SettingName } from "./deploymentSettings";
import type { Actions, Uses } from "./resources";

/** A function that no route leads to: started by a schedule, another function, a state machine, the deployment or the user pool. */
export interface Job extends FunctionDefinition {
  readonly kind: "job";
  /**
   * The component that deploys it. Default `background`; the others provide what their jobs need besides, such as a
   * network.
   */
  readonly pipeline: "background" | "reports" | "receipts" | "letters" | "backup" | "users";
  /**
   * `event`: asynchronously. Lambda retries twice and then keeps the event in a queue that raises an alarm. `call`: by
   * a state machine, the deployment or the user pool, which wait for the answer and retry by themselves. `queue`: with
   * each message of its pipeline's queue, which moves failed messages to another queue that raises an alarm.
   */
  readonly invocation: "event" | "call" | "queue";
  /**
   * Name of a state machine that other functions start. It calls the function until it is finished, and keeps the input of a failed
   * execution in a queue.
   */
  readonly machine?: string;
  readonly trigger?: Trigger;
  readonly schedule?: JobSchedule | FollowingSchedule | TrackedSchedule;
  /** The runbook's section for each alarm that the job has to itself, by the alarm's name. */
  readonly runbook?: Readonly<Record<string, Incident>>;
}

/** An incident as the runbook explains it, in Markdown. Line breaks and indentation do not count, except in `commands`. */
export interface Incident {
  /** The failure, whom it concerns, and the loss if there is one. */
  readonly means: string;
  /** The response of an operator. */
  readonly response: string;
  /** Shell commands that help. They may use the functions that the runbook defines. */
  readonly commands?: string;
}

/**
 * Makes a job a Lambda trigger of the user pool.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
interface Trigger {
  /** Name of the trigger in the pool's configuration. */
  readonly name: "customMessage" | "postConfirmation";
  /**
   * Permissions on the pool. They are not part of `uses`: a pool is created after its triggers, which take its ID from
   * the event.
   */
  readonly actions?: readonly Actions["cognito-idp"][];
}

interface AnySchedule {
  /** Name of the schedule and of its resources. */
  readonly name: string;
  /** A sentence without a full stop, shown in the EventBridge console. Default: the job's own. */
  readonly description?: string;
  /** Input of the function; `<aws.scheduler.scheduled-time>` is replaced by the scheduled time, UTC. */
  readonly input?: Readonly<Record<string, string>>;
}

/** Schedule of a job. */
interface JobSchedule extends AnySchedule {
  /** `cron(…)` or `rate(…)` in the syntax of EventBridge Scheduler, in the deployment's zone. */
  readonly expression: string;
}

/** Schedule of a job that runs when another does, whatever the setting of that one says. */
export interface FollowingSchedule extends AnySchedule {
  /** `job` of the other's {@link TrackedSchedule}. */
  readonly follows: string;
}

/**
 * The schedule of a job that has to succeed regularly: a state machine drives it, an alarm is raised when it is overdue, admins see
 * its last success, and the settings `<job>Schedule` and `<job>OverdueHours` override its times.
 */
export interface TrackedSchedule extends JobSchedule {
  /** The name under which its successes are recorded. */
  readonly job: string;
  /** Hours without a success after which the job is overdue; longer than the interval between two runs. */
  readonly overdueHours: number;
}

/** Returns true if the job of a schedule has to succeed regularly. */
export function isTracked(schedule: Job["schedule"]): schedule is TrackedSchedule {
  return schedule !== undefined && "job" in schedule;
}

/** The values that the closure of a job gets besides its own. */
export interface TrackedEnv {
  /** The name under which its successes are recorded: `job` of its schedule. */
  readonly job: string;
}

interface JobDefinition<
  Used extends Uses,
  Settings extends readonly SettingName[],
  Scheduled extends Job["schedule"],
> extends Pick<FunctionDefinition, "description" | "timeoutSeconds" | "memoryMb">,
    Pick<Job, "invocation" | "machine" | "trigger" | "runbook">,
    Partial<Pick<Job, "pipeline">> {
  schedule?: Scheduled;
  /** Permissions, as IAM actions by resource; `env` has each resource's value. */
  uses: Used & OnlyResources<Used>;
  settings?: Settings;
  handler: Closure<
    Env<Used, Settings> & (Scheduled extends TrackedSchedule ? TrackedEnv : object),
    unknown,
    unknown
  >;
}

/** Defines a job: its schedule, its rights and its closure, all in one place. */
export function job<
  const Used extends Uses,
  const Settings extends readonly SettingName[] = [],
  const Scheduled extends Job["schedule"] = undefined,
>(definition: JobDefinition<Used, Settings, Scheduled>): Job {
  return { pipeline: "background", ...definition, kind: "job" };
}
