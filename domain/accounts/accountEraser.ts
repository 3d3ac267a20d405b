import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { AlertSubscriptions } from "../alerts/alertSubscriptions";
import { deleteAllVersions } from "../aws/objectVersions";
import { INDEX_LAG_MS } from "../expenses/changesSince";
import type { ExpenseEraser } from "../expenses/expenseEraser";
import { EXPORT_PREFIX } from "../exports/exportSchemas";
import { count } from "../jobs/jobInput";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { SharedLedgers } from "../ledgers/sharedLedgers";
import { receiptFolder } from "../receipts/receiptKeys";
import { MAX_FUNCTION_SECONDS } from "../values/limits";
import type { UserPool } from "./userPool";
import type { UserRecords } from "./userRecords";

/** Input of the state machine that erases an account, and of each of its calls. */
export const erasureRequest = z.strictObject({
  ledgerId: z.string().min(1),
  /** Name of the user in Cognito; absent if the user no longer exists there. */
  username: z.string().min(1).optional(),
  /** Completed sweeps. */
  sweeps: count,
  /** Items that the current sweep has found so far. */
  found: count,
  /** Pauses so far for an unconfirmed subscription. */
  subscriptionPauses: count,
});
export type ErasureRequest = z.infer<typeof erasureRequest>;

/** Progress of an erasure. */
interface ErasureStep {
  sweeps: number;
  found: number;
  /** The next call's event, after the pause; absent when the erasure is complete. */
  next?: ErasureRequest;
  pauseSeconds?: number;
}

interface EraserOptions {
  expenses: ExpenseEraser;
  ledgers: LedgerRepository;
  subscriptions: AlertSubscriptions;
  s3: S3Client;
  /** Bucket of reports and exports. */
  bucket: string;
  /** Bucket of the receipt files; empty if the deployment has none. */
  receiptFiles: string;
  users: UserPool;
  records: UserRecords;
  shared: SharedLedgers;
  /** True while there is time for more. */
  hasTime: () => boolean;
}

/**
 * Time after which nothing that began before the account was closed can still appear: functions that had already let a
 * request in have ended, and the indexes show what they wrote.
 */
export const SETTLED_SECONDS = MAX_FUNCTION_SECONDS + INDEX_LAG_MS / 1000;

/**
 * SNS deletes an unconfirmed subscription after 48 hours and refuses to delete it earlier. Until then it may be
 * confirmed, and can be deleted then.
 */
const SUBSCRIPTION_PAUSE_SECONDS = 12 * 60 * 60;
const MAX_SUBSCRIPTION_PAUSES = 5;

/**
 * Erases a user and all their data, or a deleted ledger that has members. What the user added to other people's ledgers
 * stays there, and a ledger that would be left without an owner gets one. Closing the account comes first: from then on
 * every request and every job is refused. Work that was under way at that moment can still store something, so the data
 * are swept at once, and again after that work has ended, until a sweep finds nothing. Each step picks up where the one
 * before it stopped, so an erasure that breaks off anywhere can be continued or repeated. Only the user's item stays;
 * it refuses their tokens.
 */
export class AccountEraser {
  constructor(private readonly options: EraserOptions) {}

  async run(request: ErasureRequest): Promise<ErasureStep> {
    if (request.sweeps === 0 && request.found === 0) await this.close(request);
    const { ledgerId, sweeps } = request;
    const swept = await this.sweep(request);
    const found = request.found + swept.found;
    if (!swept.finished) return { sweeps, found, next: { ...request, found } };
    const next = { ...request, sweeps: sweeps + 1, found: 0 };
    const step = { sweeps: next.sweeps, found };
    if (found > 0 || sweeps === 0) return { ...step, next, pauseSeconds: SETTLED_SECONDS };
    if (swept.pendingSubscription) {
      const subscriptionPauses = request.subscriptionPauses + 1;
      if (subscriptionPauses <= MAX_SUBSCRIPTION_PAUSES)
        return { ...step, next: { ...next, subscriptionPauses }, pauseSeconds: SUBSCRIPTION_PAUSE_SECONDS };
      // By now SNS has deleted it. Whatever state it shows, nothing is sent for this ledger any more.
      await this.options.ledgers.erase(ledgerId, { keepSubscription: false });
    }
    await this.options.records.expire(ledgerId, new Date());
    return step;
  }

  private async close({ ledgerId, username }: ErasureRequest): Promise<void> {
    const { records, users } = this.options;
    await records.close(ledgerId, new Date());
    if (username !== undefined) await users.shutOut(username);
  }

  private async sweep({ ledgerId, username, sweeps }: ErasureRequest) {
    const { expenses, subscriptions, ledgers, users, shared, hasTime } = this.options;
    const left = await shared.leaveAll(ledgerId, { mayJoin: sweeps === 0 }, new Date());
    await shared.forgetMembers(ledgerId, new Date());
    const { found, finished } = await expenses.erase(ledgerId, hasTime);
    if (!finished) return { found: found + left, finished, pendingSubscription: false };
    const subscription = await subscriptions.erase(ledgerId);
    const pendingSubscription = subscription === "pending";
    const items = await ledgers.erase(ledgerId, { keepSubscription: pendingSubscription });
    const files = await this.deleteFiles(ledgerId);
    if (username !== undefined) await users.delete(username);
    const ended = subscription === "ended" ? 1 : 0;
    return { found: found + left + ended + items + files, finished: true, pendingSubscription };
  }

  private async deleteFiles(ledgerId: string): Promise<number> {
    const { s3, bucket, receiptFiles } = this.options;
    let files = 0;
    for (const prefix of [`${ledgerId}/`, `${EXPORT_PREFIX}${ledgerId}/`]) {
      files += await deleteAllVersions(s3, bucket, prefix);
    }
    if (receiptFiles === "") return files;
    return files + (await deleteAllVersions(s3, receiptFiles, receiptFolder(ledgerId)));
  }
}
