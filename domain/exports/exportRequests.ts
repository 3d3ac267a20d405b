import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ulid } from "ulid";
import { Lease } from "../jobs/lease";
import type { Quotas } from "../quotas/quotas";
import type { ExportLog } from "./exportLog";

interface ExportRequestsOptions {
  db: DynamoDBDocumentClient;
  /** The `Ledgers` table. */
  table: string;
  log: ExportLog;
  quotas: Quotas;
  /** Starts the function that makes an export. */
  start(request: { ledgerId: string; exportId: string }): Promise<void>;
}

/** Starts exports, one at a time per ledger. */
export class ExportRequests {
  constructor(private readonly options: ExportRequestsOptions) {}

  /**
   * Returns the ID of the export under way; starts one if there is none.
   * @throws ApiError 429 if the user may start no more exports now, 409 if others keep starting one for too long.
   */
  async running(ledgerId: string, userId: string): Promise<string> {
    const { db, table, log } = this.options;
    const running = await log.running(ledgerId, new Date());
    if (running !== undefined) return running;
    // One at a time from here on, so that a second request returns the export that the first one starts.
    const lease = new Lease(db, table, `export#${ledgerId}`, "start.contended");
    return lease.hold(async () => {
      const now = new Date();
      return (await log.running(ledgerId, now)) ?? (await this.start(ledgerId, userId, now));
    });
  }

  private start(ledgerId: string, userId: string, now: Date): Promise<string> {
    const { log, quotas, start } = this.options;
    return quotas.spend("exports", { userId }, now, async () => {
      const exportId = ulid(now.getTime());
      await log.save(ledgerId, exportId, "making", now);
      try {
        await start({ ledgerId, exportId });
      } catch (error) {
        // Otherwise no other export could be started for an hour.
        await log.save(ledgerId, exportId, "failed", now);
        throw error;
      }
      return exportId;
    });
  }
}
