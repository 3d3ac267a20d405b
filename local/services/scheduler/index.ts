import type { ServerResponse } from "node:http";
import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { AwsError } from "../../engine/awsError";
import { readInputs } from "../../engine/inputs";
import { messageOf } from "../../engine/localCloudError";
import type {
  AwsRequest,
  CloudContext,
  InvokeResult,
  JsonDocument,
  ResourceFactory,
  Service,
} from "../../engine/service";
import { Deliveries, type DeliveryOptions, type Target } from "./delivery";
import { parseExpression, type Recurrence } from "./expression";

export { occurrences } from "./expression";

export interface ScheduleView {
  name: string;
  expression: string;
  timezone: string;
  state: "ENABLED" | "DISABLED";
  /** UTC ISO 8601; absent when it never runs again. */
  next?: string;
  lastRun?: string;
}

export interface Scheduler extends Service {
  schedules(): ScheduleView[];
  /**
   * Sends the event of a schedule at once, as if it were due at `at` (default: now), and answers what the target said; a
   * function is waited for. Throws AwsError ResourceNotFoundException for an unknown name.
   */
  runNow(name: string, at?: Date): Promise<InvokeResult>;
}

interface Schedule extends Target {
  name: string;
  group: string;
  expression: string;
  timezone: string;
  state: "ENABLED" | "DISABLED";
  recurrence: Recurrence;
  /** Everything due until then is done. */
  checkedUntil: Date;
}

/** What is kept of a schedule, by its ARN; times are ISO 8601. */
type SchedulerState = Record<string, { createdAt: string; lastRun?: string }>;

/**
 * EventBridge Scheduler. It runs while the local cloud does: what was due while that was off is left out, and after a sleep
 * of the machine each schedule runs once, for the last time it missed. Not here: flexible windows (a target is called when
 * it is due) and universal targets.
 */
export function scheduler(context: CloudContext, options: DeliveryOptions): Scheduler {
  const document = context.document<SchedulerState>("scheduler", {});
  const clock = new Clock(document, new Deliveries(context, options), options.report);
  return {
    scopes: ["scheduler"],
    resources: resources(context, clock),
    handle: async (request, response) => answer(clock, request, response),
    schedules: () => clock.all().map((schedule) => clock.view(schedule)),
    runNow: (name, at = new Date()) => clock.runNow(clock.find(name), at),
    settle: () => clock.start(),
    close: () => clock.stop(),
  };
}

class Clock {
  private readonly schedules = new Map<string, Schedule>();
  private timer: NodeJS.Timeout | undefined;
  /** Resolves when the last look at the clock has been noted on disk. */
  private noted: Promise<void> = Promise.resolve();

  constructor(
    private readonly document: JsonDocument<SchedulerState>,
    private readonly deliveries: Deliveries,
    private readonly report: (problem: string) => void,
  ) {}

  all(): Schedule[] {
    return [...this.schedules.values()];
  }

  find(name: string): Schedule {
    const schedule = this.all().find((one) => one.name === name);
    if (!schedule) throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
    return schedule;
  }

  view({ name, expression, timezone, state, recurrence, scheduleArn }: Schedule): ScheduleView {
    const next = state === "ENABLED" ? recurrence.next(new Date()) : undefined;
    const lastRun = this.document.value[scheduleArn]?.lastRun;
    return { name, expression, timezone, state, next: next?.toISOString(), lastRun };
  }

  /** Adds a schedule; `make` is told since when it exists, which is what rates count from. */
  async declare(scheduleArn: string, make: (createdAt: Date, checkedUntil: Date) => Schedule): Promise<void> {
    const known = this.document.value[scheduleArn];
    const now = new Date();
    const createdAt = known ? new Date(known.createdAt) : now;
    // A rate without a start date begins with a first run when the schedule is made.
    this.schedules.set(scheduleArn, make(createdAt, known ? now : new Date(now.getTime() - 1)));
    await this.document.update((state) => {
      state[scheduleArn] ??= { createdAt: now.toISOString() };
    });
  }

  /** Begins to run schedules, now that all their targets are there, and forgets those of earlier runs. */
  async start(): Promise<void> {
    await this.document.update((state) => {
      for (const scheduleArn of Object.keys(state))
        if (!this.schedules.has(scheduleArn)) delete state[scheduleArn];
    });
    this.tick();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.deliveries.close();
    await this.noted;
  }

  async runNow(schedule: Schedule, at: Date): Promise<InvokeResult> {
    await this.remember([schedule], at);
    return this.deliveries.now(schedule, at);
  }

  private tick(): void {
    const now = new Date();
    const enabled = this.all().filter(({ state }) => state === "ENABLED");
    const due = enabled.flatMap((schedule) => {
      const at = lastDue(schedule, now);
      schedule.checkedUntil = now;
      return at ? [{ schedule, at }] : [];
    });
    for (const { schedule, at } of due) this.deliveries.begin(schedule, at);
    // A minute at most: the clock of the machine may be set, or the machine sleep.
    const soonest = Math.min(...enabled.map(({ recurrence }) => recurrence.next(now)?.getTime() ?? Infinity));
    this.timer = setTimeout(() => this.tick(), Math.min(soonest - now.getTime(), 60_000));
    if (due.length === 0) return;
    const ran = due.map(({ schedule }) => schedule);
    this.noted = this.remember(ran, now).catch((error: unknown) => this.report(messageOf(error)));
  }

  private async remember(schedules: Schedule[], at: Date): Promise<void> {
    await this.document.update((state) => {
      for (const { scheduleArn } of schedules) {
        const kept = state[scheduleArn];
        if (kept) kept.lastRun = at.toISOString();
      }
    });
  }
}

function lastDue({ recurrence, checkedUntil }: Schedule, now: Date): Date | undefined {
  let last: Date | undefined;
  let at = recurrence.next(checkedUntil);
  while (at && at <= now) {
    last = at;
    at = recurrence.next(at);
  }
  return last;
}

const TARGETS = /^arn:aws:(lambda|states|sqs|sns):/;
const inputs = z.object({
  scheduleExpression: z.string(),
  scheduleExpressionTimezone: z.string().default("UTC"),
  groupName: z.string().default("default"),
  state: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  startDate: z.coerce.date().optional(),
  endDate: z.coerce.date().optional(),
  target: z.object({
    arn: z
      .string()
      .regex(TARGETS, "The local cloud's schedules reach functions, state machines, queues and topics."),
    input: z.string().optional(),
    retryPolicy: z
      .object({
        maximumRetryAttempts: z.number().default(185),
        maximumEventAgeInSeconds: z.number().default(86_400),
      })
      .default({ maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 }),
    deadLetterConfig: z.object({ arn: z.string() }).optional(),
  }),
});

function resources(context: CloudContext, clock: Clock): Record<string, ResourceFactory> {
  return {
    async "aws:scheduler/schedule:Schedule"(request) {
      const settings = readInputs(inputs, request);
      const { groupName: group, target, startDate, endDate } = settings;
      const { scheduleExpression: expression, scheduleExpressionTimezone: timezone } = settings;
      const name = physicalName(request);
      const scheduleArn = arn(context, "scheduler", `schedule/${group}/${name}`);
      await clock.declare(scheduleArn, (createdAt, checkedUntil) => ({
        name,
        group,
        scheduleArn,
        expression,
        timezone,
        state: settings.state,
        recurrence: within(parseExpression(expression, timezone, startDate ?? createdAt), startDate, endDate),
        checkedUntil,
        arn: target.arn,
        input: target.input,
        ...target.retryPolicy,
        deadLetterArn: target.deadLetterConfig?.arn,
      }));
      const state = { ...request.inputs, name, arn: scheduleArn, groupName: group, state: settings.state };
      return { id: `${group}/${name}`, state };
    },
    "aws:scheduler/scheduleGroup:ScheduleGroup"(request) {
      const name = physicalName(request);
      const groupArn = arn(context, "scheduler", `schedule-group/${name}`);
      return { id: name, state: { ...request.inputs, name, arn: groupArn, state: "ACTIVE" } };
    },
  };
}

function within(recurrence: Recurrence, start: Date | undefined, end: Date | undefined): Recurrence {
  return {
    next(after) {
      const at = recurrence.next(start && start > after ? new Date(start.getTime() - 1) : after);
      return at && end && at > end ? undefined : at;
    },
  };
}

/** `GET /schedules` and `GET /schedules/NAME`, for the AWS CLI. */
function answer(clock: Clock, { http, url }: AwsRequest, response: ServerResponse): void {
  const send = (status: number, body: object) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };
  try {
    const [, collection, name] = url.pathname.split("/");
    if (http.method !== "GET" || collection !== "schedules") {
      throw new AwsError(
        "ValidationException",
        "The local cloud lists and shows schedules, and nothing else.",
      );
    }
    send(
      200,
      name ? describe(clock.find(decodeURIComponent(name))) : { Schedules: clock.all().map(summarise) },
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    response.setHeader("x-amzn-errortype", error.code);
    send(error.status, { Message: error.message });
  }
}

function summarise({ name, group, scheduleArn, state, arn: Arn }: Schedule) {
  return { Name: name, GroupName: group, Arn: scheduleArn, State: state, Target: { Arn } };
}

function describe(schedule: Schedule) {
  return {
    ...summarise(schedule),
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timezone,
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: schedule.arn,
      Input: schedule.input,
      RetryPolicy: {
        MaximumRetryAttempts: schedule.maximumRetryAttempts,
        MaximumEventAgeInSeconds: schedule.maximumEventAgeInSeconds,
      },
      ...(schedule.deadLetterArn && { DeadLetterConfig: { Arn: schedule.deadLetterArn } }),
    },
  };
}
