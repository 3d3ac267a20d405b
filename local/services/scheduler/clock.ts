import { AwsError } from "../../engine/awsError";
import { reasonOf } from "../../engine/localCloudError";
import type { InvokeResult, JsonDocument } from "../../engine/service";
import type { Deliveries } from "./delivery";
import type { Schedule, SchedulerState, ScheduleView } from "./model";

/** Runs the schedules when they are due, unless they are paused. */
export class Clock {
  private readonly schedules = new Map<string, Schedule>();
  private timer: NodeJS.Timeout | undefined;
  /** Resolves when the last look at the clock has been noted on disk. */
  private noted: Promise<void> = Promise.resolve();

  constructor(
    private readonly document: JsonDocument<SchedulerState>,
    private readonly deliveries: Deliveries,
    private readonly options: { paused?: boolean; report(problem: string): void },
  ) {}

  all(): Schedule[] {
    return [...this.schedules.values()];
  }

  find(name: string): Schedule {
    const schedule = this.all().find((one) => one.name === name);
    if (!schedule) throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
    return schedule;
  }

  view({ name, expression, timezone, recurrence, scheduleArn }: Schedule): ScheduleView {
    const lastRun = this.document.value[scheduleArn]?.lastRun;
    return { name, expression, timezone, next: recurrence.next(new Date())?.toISOString(), lastRun };
  }

  /** Adds a schedule; `make` receives its creation time, from which rates count. */
  async declare(scheduleArn: string, make: (createdAt: Date, checkedUntil: Date) => Schedule): Promise<void> {
    const known = this.document.value[scheduleArn];
    const now = new Date();
    const createdAt = known ? new Date(known.createdAt) : now;
    // A rate without a start date first runs when the schedule is created.
    this.schedules.set(scheduleArn, make(createdAt, known ? now : new Date(now.getTime() - 1)));
    await this.document.update((state) => {
      state[scheduleArn] ??= { createdAt: now.toISOString() };
    });
  }

  /** Starts the schedules once all their targets exist, and removes those of earlier runs. */
  async start(): Promise<void> {
    await this.document.update((state) => {
      for (const scheduleArn of Object.keys(state))
        if (!this.schedules.has(scheduleArn)) delete state[scheduleArn];
    });
    if (!this.options.paused) this.tick();
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
    const all = this.all();
    const due = all.flatMap((schedule) => {
      const at = lastDue(schedule, now);
      schedule.checkedUntil = now;
      return at ? [{ schedule, at }] : [];
    });
    for (const { schedule, at } of due) this.deliveries.begin(schedule, at);
    // At most a minute, because the machine's clock can be changed and the machine can sleep.
    const soonest = Math.min(...all.map(({ recurrence }) => recurrence.next(now)?.getTime() ?? Infinity));
    this.timer = setTimeout(() => this.tick(), Math.min(soonest - now.getTime(), 60_000));
    if (due.length === 0) return;
    const ran = due.map(({ schedule }) => schedule);
    this.noted = this.remember(ran, now).catch((error: unknown) =>
      this.options.report(`Scheduler: the last runs are not saved: ${reasonOf(error)}`),
    );
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
