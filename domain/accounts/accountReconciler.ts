import * as z from "zod";
import { log } from "../aws/log";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { ErasureRequest } from "./accountEraser";
import type { UserPool } from "./userPool";
import type { UserRecords } from "./userRecords";

/** Accounts without a user that one run closes. More at once point to a lost user pool, not to people who left. */
export const MAX_CLOSED = 20;

/** Event of the job that closes accounts without a user. */
export const reconcileRequest = z.strictObject({
  /** Accounts to close at most. */
  limit: z.int("must be a whole number").min(0, "must not be negative").default(MAX_CLOSED),
});
export type ReconcileRequest = z.infer<typeof reconcileRequest>;

/** Accounts whose users are gone are more than may be closed; none was closed. */
export class MissingUsersError extends Error {
  override readonly name = "MissingUsersError";
}

export interface ReconcilerOptions {
  ledgers: LedgerRepository;
  users: UserPool;
  records: UserRecords;
  /** Starts an erasure. */
  erase(request: Pick<ErasureRequest, "ledgerId" | "username">): Promise<void>;
  now: () => Date;
}

/** Days after which an erasure is started again: more than it takes when it waits for SNS to delete a subscription. */
export const STALE_DAYS = 4;

/**
 * Closes accounts whose user is gone: Cognito's public `DeleteUser` takes an access token alone and tells nobody. Also starts
 * erasures again that should have been complete long ago.
 *
 * A run reads every profile and lists every user, 60 to a call: for 1,000 users 17 calls of Cognito, which are free, and some 130
 * read units. The ids are held in memory, which does for a million.
 *
 * @throws MissingUsersError if more users are gone than accounts may be closed.
 */
export async function reconcileAccounts({ limit }: ReconcileRequest, options: ReconcilerOptions) {
  const { records, users, erase, now } = options;
  const orphans = await orphansOf(options);
  if (orphans.length > limit) {
    throw new MissingUsersError(
      `${orphans.length} accounts have no user, more than ${limit}. None was closed.`,
    );
  }
  for (const ledgerId of orphans) {
    log("info", "An account is closed, because its user was deleted in Cognito", { ledgerId });
    await erase({ ledgerId });
  }
  const stale = await records.unfinished(new Date(now().getTime() - STALE_DAYS * 24 * 60 * 60 * 1000));
  for (const ledgerId of stale) {
    log("warn", "An erasure is started again that is not complete after days", { ledgerId });
    await erase({ ledgerId, username: (await users.find(ledgerId))?.name });
  }
  return { closed: orphans.length, restarted: stale.length };
}

async function orphansOf({ ledgers, users, records }: ReconcilerOptions): Promise<string[]> {
  // The ledgers first: the user of each was there before.
  const ledgerIds: string[] = [];
  for await (const page of ledgers.all()) ledgerIds.push(...page);
  const known = new Set<string>();
  for await (const page of users.pages()) for (const { id } of page) known.add(id);
  const missing = ledgerIds.filter((id) => !known.has(id));
  const closed = await records.get(missing);
  const orphans: string[] = [];
  for (const id of missing) {
    if (closed.get(id)?.closed !== undefined) continue;
    // A list can lack a user who was made a moment ago.
    if ((await users.find(id)) === undefined) orphans.push(id);
  }
  return orphans;
}
