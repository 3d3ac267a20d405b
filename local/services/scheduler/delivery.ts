import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../engine/localCloudError";
import type { CloudContext, InvokeResult } from "../../engine/service";

/** What a schedule sends, and where to. */
export interface Target {
  scheduleArn: string;
  arn: string;
  /** Text with `<aws.scheduler.…>` placeholders; without it the target gets EventBridge's own description of the event. */
  input?: string;
  maximumRetryAttempts: number;
  maximumEventAgeInSeconds: number;
  deadLetterArn?: string;
}

export interface DeliveryOptions {
  /** Starts a state machine by ARN. */
  startExecution(stateMachineArn: string, input: string): Promise<{ executionArn: string }>;
  /** Told about what was given up and has no dead-letter queue. */
  report(problem: string): void;
}

/** Sends the events of schedules to functions, state machines, queues and topics. */
export class Deliveries {
  private readonly closing = new AbortController();
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly context: CloudContext,
    private readonly options: DeliveryOptions,
  ) {}

  /** Sends once and answers what the target said; a function is waited for. Throws when it cannot be delivered. */
  now(target: Target, scheduledAt: Date): Promise<InvokeResult> {
    const input = fill(this.context, target, { scheduledAt, executionId: randomUUID(), attempt: 1 });
    return this.send(target.arn, input, "RequestResponse");
  }

  /** Sends in the background, again and again as the retry policy says, then to the dead-letter queue. */
  begin(target: Target, scheduledAt: Date): void {
    const delivery = this.persist(target, scheduledAt)
      .catch((error: unknown) => this.options.report(`${target.scheduleArn}: ${messageOf(error)}`))
      .finally(() => this.pending.delete(delivery));
    this.pending.add(delivery);
  }

  /** Ends the waits between tries and resolves when nothing is under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.pending);
  }

  private async persist(target: Target, scheduledAt: Date): Promise<void> {
    const executionId = randomUUID();
    const deadline = Date.now() + target.maximumEventAgeInSeconds * 1_000;
    for (let attempt = 1; ; attempt++) {
      const input = fill(this.context, target, { scheduledAt, executionId, attempt });
      try {
        await this.send(target.arn, input, "Event");
        return;
      } catch (error) {
        const pause = Math.min(1_000 * 2 ** (attempt - 1), 60_000);
        const spent = attempt > target.maximumRetryAttempts || Date.now() + pause > deadline;
        if (spent && target.deadLetterArn) return this.context.sendToQueue(target.deadLetterArn, input);
        if (spent || !(await this.pause(pause))) throw error;
      }
    }
  }

  /** False when the local cloud stops meanwhile. */
  private async pause(milliseconds: number): Promise<boolean> {
    const { signal } = this.closing;
    await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return !signal.aborted;
  }

  private async send(arn: string, input: string, type: "RequestResponse" | "Event"): Promise<InvokeResult> {
    if (arn.startsWith("arn:aws:lambda:")) return this.context.invoke(arn, JSON.parse(input), type);
    const payload = await this.deposit(arn, input);
    return { statusCode: 200, payload: JSON.stringify(payload) };
  }

  private async deposit(arn: string, input: string): Promise<object> {
    if (arn.startsWith("arn:aws:states:")) return this.options.startExecution(arn, input);
    if (arn.startsWith("arn:aws:sqs:")) await this.context.sendToQueue(arn, input);
    else await this.context.publish(arn, undefined, input);
    return {};
  }
}

interface Occasion {
  scheduledAt: Date;
  executionId: string;
  attempt: number;
}

function fill(
  context: CloudContext,
  target: Target,
  { scheduledAt, executionId, attempt }: Occasion,
): string {
  const time = scheduledAt.toISOString().replace(/\.\d+Z$/, "Z");
  const input = target.input ?? standardInput(context, target, time, executionId);
  return input
    .replaceAll("<aws.scheduler.scheduled-time>", time)
    .replaceAll("<aws.scheduler.execution-id>", executionId)
    .replaceAll("<aws.scheduler.attempt-number>", String(attempt))
    .replaceAll("<aws.scheduler.schedule-arn>", target.scheduleArn);
}

function standardInput(context: CloudContext, target: Target, time: string, id: string): string {
  return JSON.stringify({
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: context.accountId,
    time,
    region: context.region,
    resources: [target.scheduleArn],
    detail: "{}",
  });
}
