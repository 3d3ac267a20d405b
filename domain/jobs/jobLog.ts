import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { publishMetrics } from "../aws/metrics";
import { HOUR_MS } from "../values/duration";
import type { JobList } from "./jobSchemas";

/** The metric behind the alarms on missed jobs; its dimension is `Job`. */
export const FRESHNESS_METRIC = "HoursSinceLastSuccess";

/** The ledger of the system itself, which no user has: Cognito's user ids are UUIDs. */
export const SYSTEM_LEDGER = "system";

/** A job that has to succeed regularly. */
export interface TrackedJob {
  /** The name under which its successes are recorded. */
  job: string;
  /** A sentence without a full stop. */
  description: string;
}

interface JobRecord {
  /** Time of the last success, UTC; absent until the first one. */
  succeededAt?: string;
  /** The time from which it is expected to run, UTC. */
  watchedSince?: string;
}

/** The last success of each job, in the `Ledgers` table. */
export class JobLog {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Records that a job succeeded. */
  async succeeded(job: string, now: Date): Promise<void> {
    await this.db.send(
      new UpdateCommand({
        TableName: this.table,
        Key: keyOf(job),
        UpdateExpression: "SET succeededAt = :now",
        ExpressionAttributeValues: { ":now": now.toISOString() },
      }),
    );
  }

  /**
   * Hours since the job last succeeded. Before the first success, hours since the first check, so that a new deployment has time
   * for its first run and a job that never runs is still missed.
   */
  async hoursSinceSuccess(job: string, now: Date): Promise<number> {
    const { succeededAt, watchedSince } = (await this.read(job)) ?? (await this.watch(job, now));
    const since = succeededAt ?? watchedSince ?? now.toISOString();
    return hoursBetween(since, now);
  }

  /** The last success of a job, in words. */
  async lastSuccess({ job, description }: TrackedJob, now: Date): Promise<JobList["jobs"][number]> {
    const { succeededAt } = (await this.read(job)) ?? {};
    if (succeededAt === undefined) return { job, description };
    return { job, description, succeededAt, hoursSinceSuccess: hoursBetween(succeededAt, now) };
  }

  private async read(job: string): Promise<JobRecord | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(job), ConsistentRead: true }),
    );
    return Item;
  }

  private async watch(job: string, now: Date): Promise<JobRecord> {
    const record: JobRecord = { watchedSince: now.toISOString() };
    // It has just succeeded for the first time.
    await written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...keyOf(job), ...record },
          ConditionExpression: "attribute_not_exists(sk)",
        }),
      ),
    );
    return record;
  }
}

function hoursBetween(from: string, to: Date): number {
  return (to.getTime() - Date.parse(from)) / HOUR_MS;
}

function keyOf(job: string) {
  return { ledgerId: SYSTEM_LEDGER, sk: `job#${job}` };
}

/**
 * Publishes for each job the hours since it last succeeded. Runs every few minutes, because an alarm looks back seven
 * days at most and could not watch a monthly job by its own data points.
 */
export async function publishJobFreshness(
  log: JobLog,
  jobs: readonly TrackedJob[],
  namespace: string,
  now: Date,
): Promise<void> {
  for (const { job } of jobs) {
    const value = await log.hoursSinceSuccess(job, now);
    publishMetrics(namespace, { Job: job }, [{ name: FRESHNESS_METRIC, value, unit: "None" }]);
  }
}
