import * as z from "zod";
import { parseEvent } from "../jobs/jobInput";
import { BACKED_UP_KINDS } from "../ledgers/ledgerSource";

const runId = z.int("must be a whole number").positive("must be above 0");
/** True to remove rows although the table has next to nothing of what the backup holds. */
const removesMost = z.boolean("must be true or false").optional();
const segment = z.int("must be a whole number").min(0, "must not be negative");
const segments = z
  .int("must be a whole number")
  .min(1, "must be at least 1")
  .max(1000, "must be at most 1000");

/** Event of the function that backs up. */
const backupRequest = z.discriminatedUnion(
  "mode",
  [
    /** Backs up what changed since the last run; starts a new run unless one is named. */
    z.strictObject({ mode: z.literal("changes"), run: runId.optional() }),
    /** Backs up a segment of the whole table; starts a new run of one segment unless a run is named. */
    z.strictObject({
      mode: z.literal("full"),
      run: runId.optional(),
      segment: segment.default(0),
      segments: segments.default(1),
    }),
    /** Ends a full run: removes the rows that none of its segments saw. */
    z.strictObject({ mode: z.literal("remove"), run: runId, after: z.string().default(""), removesMost }),
    /** Ends a run in which only part of the ledgers' items is still to be copied. */
    z.strictObject({
      mode: z.literal("ledgers"),
      run: runId,
      kind: z.enum(BACKED_UP_KINDS, `must be one of ${BACKED_UP_KINDS.join(", ")}`),
      after: z.string(),
    }),
    /** Returns the calls that a state machine has to make. */
    z.strictObject({
      mode: z.literal("plan"),
      request: z.strictObject({
        mode: z.enum(["changes", "full"], 'must be "changes" or "full"').default("changes"),
        removesMost,
      }),
    }),
  ],
  { error: 'must be "changes", "full", "remove", "ledgers" or "plan"' },
);
export type BackupRequest = z.infer<typeof backupRequest>;
/** A request that does part of the work. */
export type BackupStep = Exclude<BackupRequest, { mode: "plan" }>;
export type PlanRequest = Extract<BackupRequest, { mode: "plan" }>;
export type RemoveStep = Extract<BackupRequest, { mode: "remove" }>;

/**
 * Reads an event; the default mode is `changes`.
 * @throws InputError that names the field.
 */
export function readBackupRequest(event: unknown): BackupRequest {
  const isObject = typeof event === "object" && event !== null && !Array.isArray(event);
  return parseEvent(backupRequest, isObject ? { mode: "changes", ...event } : event);
}
