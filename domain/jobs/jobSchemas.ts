import * as z from "zod";

/** Response of `GET /admin/jobs`: the jobs that run on schedule. */
export const jobList = z
  .strictObject({
    jobs: z.array(
      z.strictObject({
        job: z.string(),
        description: z.string(),
        succeededAt: z.string().optional().describe("UTC; absent until the first success."),
        hoursSinceSuccess: z.number().optional(),
      }),
    ),
  })
  .meta({ id: "JobList" });
export type JobList = z.infer<typeof jobList>;

/** Response of `GET /admin/deadLetters`: events that could not be handled or delivered, by queue. */
export const deadLetterList = z
  .strictObject({
    queues: z.array(
      z.strictObject({
        queue: z.string(),
        waiting: z.int().describe("Approximate number of messages."),
        reasons: z.array(z.string()).describe("Reasons of some of the failures."),
      }),
    ),
  })
  .meta({ id: "DeadLetterList" });
export type DeadLetterList = z.infer<typeof deadLetterList>;

/** Response of `POST /admin/deadLetters/{queue}/replay`. */
export const replay = z
  .strictObject({
    queue: z.string(),
    replayed: z.int().describe("Number of replayed events."),
    failed: z.int().describe("Number of events that could not be started. They stay in the queue."),
  })
  .meta({ id: "Replay" });
export type Replay = z.infer<typeof replay>;

/** Response of `GET /admin/alarms`: every alarm and its state. */
export const alarmList = z
  .strictObject({
    alarms: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string(),
        state: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]),
        since: z.string().describe("UTC, ISO 8601."),
      }),
    ),
  })
  .meta({ id: "AlarmList" });
export type AlarmList = z.infer<typeof alarmList>;
