import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "../../engine/localCloudError";
import type { CloudContext, InvokeResult } from "../../engine/service";
import type { ScheduleTarget } from "./model";

export interface DeliveryOptions {
  /** Starts a state machine by ARN. */
  startExecution(stateMachineArn: string, input: string): Promise<{ executionArn: string }>;
  /** Told about events that could not be delivered, nor left in the dead-letter queue. */
  report(problem: string): void;
}

/** Sends the events of schedules to functions and state machines. */
export class Deliveries {
  private readonly closing = new AbortController();
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly context: CloudContext,
    private readonly options: DeliveryOptions,
  ) {}

  /**
   * Sends once and returns the target's answer; a function is waited for.
   *
   * @throws if the event cannot be delivered.
   */
  now(target: ScheduleTarget, scheduledAt: Date): Promise<InvokeResult> {
    return this.send(target.arn, eventOf(target, scheduledAt), "RequestResponse");
  }

  /** Sends in the background with retries by the retry policy, then to the dead-letter queue. */
  begin(target: ScheduleTarget, scheduledAt: Date): void {
    const delivery = this.persist(target, eventOf(target, scheduledAt))
      .catch((error: unknown) => this.options.report(`Scheduler, ${target.scheduleArn}: ${reasonOf(error)}`))
      .finally(() => this.pending.delete(delivery));
    this.pending.add(delivery);
  }

  /** Ends the waits between tries and resolves when nothing is under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.pending);
  }

  private async persist(target: ScheduleTarget, event: string): Promise<void> {
    const deadline = Date.now() + target.maximumEventAgeInSeconds * 1_000;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.send(target.arn, event, "Event");
        return;
      } catch (error) {
        const pause = Math.min(1_000 * 2 ** (attempt - 1), 60_000);
        const spent = attempt > target.maximumRetryAttempts || Date.now() + pause > deadline;
        if (spent) return this.context.sendToQueue(target.deadLetterArn, event);
        if (!(await this.pause(pause))) throw error;
      }
    }
  }

  /** False if the local cloud stops in the meantime. */
  private async pause(milliseconds: number): Promise<boolean> {
    const { signal } = this.closing;
    await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return !signal.aborted;
  }

  private async send(arn: string, event: string, type: "RequestResponse" | "Event"): Promise<InvokeResult> {
    if (arn.startsWith("arn:aws:lambda:")) return this.context.invoke(arn, JSON.parse(event), type);
    return { statusCode: 200, payload: JSON.stringify(await this.options.startExecution(arn, event)) };
  }
}

function eventOf({ input }: ScheduleTarget, scheduledAt: Date): string {
  const time = scheduledAt.toISOString().replace(/\.\d+Z$/, "Z");
  return input.replaceAll("<aws.scheduler.scheduled-time>", time);
}
