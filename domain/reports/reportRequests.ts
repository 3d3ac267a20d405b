import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { LedgerChanges } from "../expenses/ledgerChanges";
import { ApiError } from "../http/apiError";
import { Lease } from "../jobs/lease";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { Ledger } from "../ledgers/model";
import type { Quotas } from "../quotas/quotas";
import { addMonths, dayIn, isMonth } from "../values/day";
import { isCurrent } from "./reportFreshness";
import type { ReportLog } from "./reportLog";
import type { ReportState } from "./reportSchemas";
import type { ReportShelf } from "./reportShelf";

/** Months before the present one whose report can be requested, whether or not they have expenses. */
const RECENT_MONTHS = 24;

interface ReportRequestsOptions {
  db: DynamoDBDocumentClient;
  /** The `Ledgers` table. */
  table: string;
  ledgers: LedgerRepository;
  expenses: ExpenseRepository;
  changes: Pick<LedgerChanges, "latest">;
  shelf: Pick<ReportShelf, "find">;
  log: ReportLog;
  quotas: Quotas;
  /** Starts the function that makes a report. */
  start(request: { month: string; ledgerId: string }): Promise<void>;
}

/** A user's request for a report. */
interface UserReportRequest {
  /** YYYY-MM, or YYYY for the report of a year. */
  month: string;
  /** IANA zone that determines the present month. */
  timezone: string;
  /** The time at which expenses of the ledger were last restored, UTC. */
  restoredAt: string | undefined;
}

/** Starts reports that users request. */
export class ReportRequests {
  constructor(private readonly options: ReportRequestsOptions) {}

  /**
   * Starts the report of a month or a year, unless it is already under way, or the existing one is up to date.
   * @returns its state.
   * @throws ApiError 404 for a year, or for a month that is not recent, without expenses; 429 if the user may request
   *   no more reports now, 409 if others keep starting the same report for too long.
   */
  async request(
    ledger: Ledger,
    userId: string,
    { month, timezone, restoredAt }: UserReportRequest,
  ): Promise<Extract<ReportState, "making" | "ready">> {
    const { db, table, ledgers, log } = this.options;
    const now = new Date();
    const entryNow = async () => (await log.entries(ledger.id, now, month))[0];
    const entry = await entryNow();
    if (entry?.state === "making") return "making";
    if (await this.isThere(ledger.id, month, now, restoredAt)) return "ready";
    // An earlier report may have to be removed, because its month has no expenses any more.
    const isKnown = entry !== undefined || isRecent(month, dayIn(timezone, now));
    if (!isKnown && !(await this.hasExpenses(ledger.id, month))) throw new ApiError("report.empty");
    if (!ledger.exists) await ledgers.make(ledger, now);
    // One at a time from here on, so that a second request does not count.
    const lease = new Lease(db, table, `report#${ledger.id}#${month}`, "start.contended");
    await lease.hold(async () => {
      if ((await entryNow())?.state !== "making") await this.start(ledger.id, userId, month, now);
    });
    return "making";
  }

  private async isThere(
    ledgerId: string,
    month: string,
    now: Date,
    restoredAt: string | undefined,
  ): Promise<boolean> {
    const { changes, shelf } = this.options;
    const report = await shelf.find(ledgerId, month);
    return report?.state === "ready" && (await isCurrent(changes, ledgerId, report, now, restoredAt));
  }

  private async start(ledgerId: string, userId: string, month: string, now: Date): Promise<void> {
    const { log, quotas, start } = this.options;
    await quotas.spend("reports", { userId }, now, async () => {
      await log.save(ledgerId, month, "making", now);
      try {
        await start({ month, ledgerId });
      } catch (error) {
        // Otherwise the report could not be requested again for an hour.
        await log.save(ledgerId, month, "failed", now);
        throw error;
      }
    });
  }

  private async hasExpenses(ledgerId: string, month: string): Promise<boolean> {
    for await (const page of this.options.expenses.storedPages({ listId: ledgerId, month }, 1)) {
      if (page.length > 0) return true;
    }
    return false;
  }
}

function isRecent(month: string, today: string): boolean {
  if (!isMonth(month)) return false;
  const present = today.slice(0, 7);
  return month >= addMonths(present, -RECENT_MONTHS) && month <= present;
}
