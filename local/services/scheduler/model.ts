import type { Recurrence } from "./expression";

/** A schedule as the console shows it. */
export interface ScheduleView {
  name: string;
  expression: string;
  timezone: string;
  /** UTC ISO 8601; absent if it never runs again. */
  next?: string;
  lastRun?: string;
}

/** Target and payload of a schedule. */
export interface ScheduleTarget {
  scheduleArn: string;
  /** A function or a state machine. */
  arn: string;
  /** JSON, in which `<aws.scheduler.scheduled-time>` stands for the scheduled time. */
  input: string;
  maximumRetryAttempts: number;
  maximumEventAgeInSeconds: number;
  deadLetterArn: string;
}

export interface Schedule extends ScheduleTarget {
  name: string;
  group: string;
  expression: string;
  timezone: string;
  recurrence: Recurrence;
  /** Everything due until then is done. */
  checkedUntil: Date;
}

/** Persistent state of each schedule, by its ARN. Times are in ISO 8601. */
export type SchedulerState = Record<string, { createdAt: string; lastRun?: string }>;
