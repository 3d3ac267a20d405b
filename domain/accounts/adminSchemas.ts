import * as z from "zod";
import { isMonth } from "../values/day";

/** Somebody who may sign in, as an admin sees them. */
export const account = z
  .strictObject({
    id: z.string().describe("Also the id of their ledger."),
    email: z.string(),
    status: z.string().describe("Cognito's, for example CONFIRMED or FORCE_CHANGE_PASSWORD."),
    enabled: z.boolean(),
    admin: z.boolean(),
    createdAt: z.string().describe("UTC, ISO 8601."),
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof account>;

export const accountPage = z
  .strictObject({
    accounts: z.array(account),
    cursor: z.string().optional().describe("Ask for the next page with it; absent on the last page."),
  })
  .meta({ id: "AccountPage" });
export type AccountPage = z.infer<typeof accountPage>;

/** Query of `GET /admin/users`. */
export const accountQuery = z.strictObject({
  cursor: z.string().min(1).max(2000, "This cursor is not one of this list.").optional(),
});

/** Body of `PATCH /admin/users/{id}`: at least one property. */
export const accountChanges = z
  .strictObject({
    enabled: z.boolean({ error: "`enabled` must be true or false." }).optional(),
    admin: z.boolean({ error: "`admin` must be true or false." }).optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, "Name at least one property to change.")
  .meta({ id: "AccountChanges" });
export type AccountChanges = z.infer<typeof accountChanges>;

/** Query of `GET /admin/totals`. */
export const totalsQuery = z.strictObject({
  month: z.string().refine(isMonth, "The month must be YYYY-MM, for example 2026-11."),
  cursor: z.string().min(1).max(200, "This cursor is not one of this list.").optional(),
});

/** What every ledger spent in a month: sums alone, never what for. */
export const totalsPage = z
  .strictObject({
    month: z.string(),
    ledgers: z.array(
      z.strictObject({
        ledgerId: z.string(),
        currencies: z.array(z.strictObject({ currency: z.string(), total: z.string(), count: z.int() })),
      }),
    ),
    cursor: z.string().optional().describe("Ask for the next page with it; absent on the last page."),
  })
  .meta({ id: "TotalsPage" });
export type TotalsPage = z.infer<typeof totalsPage>;

/** The jobs that run on schedule. */
export const jobList = z
  .strictObject({
    jobs: z.array(
      z.strictObject({
        job: z.string(),
        succeededAt: z.string().optional().describe("UTC; absent before the first time."),
        hoursSinceSuccess: z.number().optional(),
      }),
    ),
  })
  .meta({ id: "JobList" });
export type JobList = z.infer<typeof jobList>;

/** Events that could not be handled or delivered, by queue. */
export const deadLetterList = z
  .strictObject({
    queues: z.array(
      z.strictObject({
        queue: z.string(),
        waiting: z.int().describe("About how many messages it holds."),
        reasons: z.array(z.string()).describe("Why some of them ended here."),
      }),
    ),
  })
  .meta({ id: "DeadLetterList" });
export type DeadLetterList = z.infer<typeof deadLetterList>;

/** Answer of `POST /admin/deadLetters/{queue}/replay`. */
export const replay = z
  .strictObject({ queue: z.string(), replayed: z.int().describe("How many events were started again.") })
  .meta({ id: "Replay" });
export type Replay = z.infer<typeof replay>;

/** Every alarm and what state it is in. */
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
