import { DeleteObjectsCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { AlertSubscriptions } from "../alerts/alertSubscriptions";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import { deletion } from "../expenses/expenseVersions";
import { EXPORT_PREFIX } from "../exports/exportSchemas";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { UserPool } from "./userPool";
import type { UserRecords } from "./userRecords";

/** Event of the function that erases an account. */
export const eraseRequest = z.strictObject({ ledgerId: z.string().min(1), username: z.string().min(1) });
export type EraseRequest = z.infer<typeof eraseRequest>;

export interface EraserOptions {
  expenses: ExpenseRepository;
  ledgers: LedgerRepository;
  subscriptions: AlertSubscriptions;
  s3: S3Client;
  /** Bucket of reports and exports. */
  bucket: string;
  users: UserPool;
  records: UserRecords;
}

/** Expenses that are deleted at the same time. */
const CONCURRENT = 25;

/**
 * Erases a user and all their data. First the account is closed, so that no token of theirs is of use while it goes. The user
 * comes last, so that whatever fails before can be done again: each step finds what the one before it left, and nothing of what
 * is already gone.
 */
export class AccountEraser {
  constructor(private readonly options: EraserOptions) {}

  /** @returns how many expenses were deleted; the backup forgets them with its next run. */
  async erase({ ledgerId, username }: EraseRequest): Promise<{ expenses: number }> {
    const { users, records } = this.options;
    await records.close(ledgerId, new Date());
    await users.shutOut(username);
    const expenses = await this.deleteExpenses(ledgerId);
    await this.options.subscriptions.off(ledgerId);
    await this.options.ledgers.erase(ledgerId);
    // After the ledger: a report that is being made meanwhile is removed by whoever comes last.
    await this.deleteFiles(`${ledgerId}/`);
    await this.deleteFiles(`${EXPORT_PREFIX}${ledgerId}/`);
    await users.delete(username);
    return { expenses };
  }

  /** Deleted expenses stay as tombstones for as long as any deleted expense does: the backup learns of them by these. */
  private async deleteExpenses(ledgerId: string): Promise<number> {
    const { expenses } = this.options;
    let count = 0;
    for await (const page of expenses.pages({ listId: ledgerId })) {
      for (let start = 0; start < page.length; start += CONCURRENT) {
        await Promise.all(
          page
            .slice(start, start + CONCURRENT)
            .map(({ expenseId }) =>
              expenses.change(ledgerId, expenseId, (current, now) =>
                current.deletedAt === undefined ? deletion(now) : undefined,
              ),
            ),
        );
      }
      count += page.length;
    }
    return count;
  }

  private async deleteFiles(prefix: string): Promise<void> {
    const { s3, bucket } = this.options;
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket, Prefix: prefix },
    )) {
      if (Contents.length === 0) continue;
      const { Errors = [] } = await s3.send(
        new DeleteObjectsCommand({
          Bucket: bucket,
          Delete: { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true },
        }),
      );
      if (Errors.length > 0) throw new Error(`${Errors.length} files under ${prefix} could not be deleted.`);
    }
  }
}
