import * as z from "zod";
import { log } from "../aws/log";
import { isSharedLedgerId } from "../ledgers/ledgerIds";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import type { UserRecord } from "../ledgers/model";
import type { StoredAddress, UserAddresses } from "../ledgers/userAddresses";
import { DAY_MS } from "../values/duration";
import type { ErasureRequest } from "./accountEraser";
import { NEVER_SIGNED_IN } from "./unusedUsers";
import type { PoolUser, UserPool } from "./userPool";
import type { UserRecords } from "./userRecords";

/**
 * Days that a user must be missing in Cognito before the account is closed: time for an operator to notice a lost user
 * pool.
 */
export const MISSING_DAYS = 7;

/** Number of missing users above which an operator is notified. */
export const MANY_MISSING = 20;

/** Share of missing users above which an operator is notified: in a household of up to ten, of each. */
export const MUCH_MISSING = 1 / 10;

/** Days after which an erasure is started again: longer than one takes that waits for SNS to delete a subscription. */
export const STALE_DAYS = 4;

/** Event of the job that closes accounts without a user. */
export const reconcileRequest = z.strictObject({
  /**
   * Days that users must have been missing. An operator who knows that they left passes 0 to close their accounts at
   * once.
   */
  missingDays: z.int("must be a whole number").min(0, "must not be negative").default(MISSING_DAYS),
  /** True to start the erasure of every closed account again, after a table was restored to an earlier time. */
  eraseAgain: z.boolean("must be true or false").default(false),
});
type ReconcileRequest = z.infer<typeof reconcileRequest>;

/** So many users are missing, for the size of the stack, that the user pool may be the wrong one. Their accounts are not closed yet. */
class MissingUsersError extends Error {
  override readonly name = "MissingUsersError";
}

interface ReconcilerOptions {
  ledgers: LedgerRepository;
  users: UserPool;
  records: UserRecords;
  addresses: UserAddresses;
  /** Starts an erasure. */
  erase(request: Pick<ErasureRequest, "ledgerId" | "username">): Promise<void>;
  /** True while there is time for more. */
  hasTime(): boolean;
  now: Date;
}

interface ReconcileStep {
  closed: number;
  /** Ledgers whose erasure was started because they were deleted long enough ago. */
  erased: number;
  /** Erasures that were started again. */
  restarted: number;
  /** Accounts whose users are missing, but not for long enough. */
  missing: number;
  /** Event of the next call, if time ran out. */
  next?: ReconcileRequest;
}

/** An account as the `Ledgers` table knows it. */
type KnownAccount = UserRecord & { id: string };

/**
 * Closes accounts whose user is gone: Cognito's public `DeleteUser` needs only an access token and notifies nobody.
 * Also starts the erasure of ledgers that can no longer be restored, and restarts erasures that should have ended long
 * ago. It records users' addresses, which lead to their ledgers if the pool is lost (`readmission.ts`), and that they
 * were disabled or enabled outside the API.
 * A lost or replaced user pool looks as if everybody had left. So a user is first marked as missing, and the account is
 * closed only after the user has been missing for days; if many are missing, an operator is notified during that time.
 * Nobody can hold this up: however many accounts somebody creates and deletes in Cognito, each is closed when its days
 * are over.
 * A run reads the profile and the item of every user and lists every user, 60 per call: for 1,000 users 17 calls to
 * Cognito, which are free, and some 300 read units. IDs and addresses are held in memory, which suffices for half a
 * million users.
 * @throws MissingUsersError if many users are missing, after everything else is done.
 */
export async function reconcileAccounts(
  request: ReconcileRequest,
  options: ReconcilerOptions,
): Promise<ReconcileStep> {
  const { records, users, addresses, erase, hasTime, now } = options;
  const { open, closed, erasable, isListed, moved, disabled, enabled } = await survey(options);
  const step: ReconcileStep = { closed: 0, erased: 0, restarted: 0, missing: 0 };
  for (const id of erasable) {
    if (!hasTime()) return { ...step, next: request };
    // From here on it is like a closed account: nobody restores it and every job skips it.
    await erase({ ledgerId: id });
    await records.close(id, now);
    step.erased += 1;
  }
  for (const { id, email, known } of moved) {
    if (!hasTime()) return { ...step, next: request };
    await addresses.note(id, email, known);
  }
  for (const { id } of disabled) {
    if (!hasTime()) return { ...step, next: request };
    // The list may be older than a change on the admin page.
    if ((await users.find(id))?.enabled === false) await records.markDisabled(id, now);
  }
  for (const { id, disabledSince } of enabled) {
    if (!hasTime()) return { ...step, next: request };
    await records.markEnabled(id, disabledSince);
  }
  for (const { id, missingSince } of open) {
    if (!hasTime()) return { ...step, next: request };
    const isDue = (missingSince ?? now.toISOString()) <= daysBefore(now, request.missingDays);
    // A list can lack a user who was created a moment ago, so users are looked up before anything is written.
    const isWritten = isDue || missingSince === undefined;
    const isThere = isListed(id) || (isWritten && (await users.find(id)) !== undefined);
    if (isThere && missingSince !== undefined) await records.markFound(id);
    if (isThere) continue;
    if (missingSince === undefined) await records.markMissing(id, now);
    if (isDue) await close(id, options);
    step[isDue ? "closed" : "missing"] += 1;
  }
  for (const { id } of request.eraseAgain ? closed : closed.filter(isStale(now))) {
    log("warn", "The erasure of a closed account is started again", { ledgerId: id });
    await erase({ ledgerId: id, username: (await users.find(id))?.name });
    step.restarted += 1;
  }
  if (isSuspicious(step.missing, open.length - step.missing - step.closed)) {
    throw new MissingUsersError(
      `Accounts without a user: ${step.missing}. Each is closed ${MISSING_DAYS} days after this was first found.`,
    );
  }
  return step;
}

/**
 * Starts the erasure, which also closes the account by itself, and closes it now, so that the next call does not find
 * it again.
 */
async function close(ledgerId: string, { ledgers, records, erase, now }: ReconcilerOptions): Promise<void> {
  // It was handed on after the ledgers were listed.
  const [ledger] = await ledgers.readAll([ledgerId]);
  if (ledger?.handedOnAt !== undefined) return;
  log("info", "An account is closed because its user was deleted in Cognito", { ledgerId });
  await erase({ ledgerId });
  await records.close(ledgerId, now);
}

/**
 * Compares what is stored with the user pool. Some accounts have a ledger only, some a user's item only, and some an
 * address only: their users are members of ledgers, or have stored nothing yet.
 */
async function survey({ ledgers, users, records, addresses, now }: ReconcilerOptions) {
  // Reads the table first: the user of each account existed before.
  const accounts = new Map<string, KnownAccount>();
  const deleted: string[] = [];
  const handedOn = new Set<string>();
  for await (const page of ledgers.profiles()) {
    for (const { id, erasesAt, handedOnAt } of page) {
      // Ledgers with members are not accounts: their members come and go.
      if (handedOnAt !== undefined) handedOn.add(id);
      if (!isSharedLedgerId(id) && handedOnAt === undefined) accounts.set(id, { id });
      else if (erasesAt !== undefined && erasesAt <= now.toISOString()) deleted.push(id);
    }
  }
  for await (const page of records.all()) for (const one of page) accounts.set(one.id, one);
  const noted = new Map<string, StoredAddress>();
  for await (const page of addresses.all()) for (const { userId, ...one } of page) noted.set(userId, one);
  for (const id of noted.keys()) if (!accounts.has(id) && !handedOn.has(id)) accounts.set(id, { id });
  const listed = new Map<string, PoolUser>();
  for await (const page of users.pages()) for (const user of page) listed.set(user.id, user);
  const all = [...accounts.values()];
  const open = all.filter(({ closed }) => closed === undefined);
  return {
    open,
    /** Users whose address differs from the recorded one. */
    moved: [...listed.values()].flatMap(({ id, email, status }) => {
      const [account, known] = [accounts.get(id), noted.get(id)];
      const isOpen = account === undefined ? status !== NEVER_SIGNED_IN : account.closed === undefined;
      return isOpen && email !== known?.email ? [{ id, email, known }] : [];
    }),
    /** Users who were disabled outside the API. */
    disabled: [...listed.values()].filter(({ id, enabled, status }) => {
      const { closed, disabledSince } = accounts.get(id) ?? {};
      return !enabled && status !== NEVER_SIGNED_IN && closed === undefined && disabledSince === undefined;
    }),
    /** Accounts whose users were enabled outside the API. */
    enabled: open.flatMap(({ id, disabledSince }) =>
      disabledSince !== undefined && listed.get(id)?.enabled === true ? [{ id, disabledSince }] : [],
    ),
    closed: all.filter(({ closed }) => closed !== undefined),
    // Accounts whose erasure is under way are closed.
    erasable: deleted.filter((id) => accounts.get(id)?.closed === undefined),
    isListed: (id: string) => listed.has(id),
  };
}

function isStale(now: Date): (account: KnownAccount) => boolean {
  const before = daysBefore(now, STALE_DAYS);
  return ({ closed = before, expiresAt }) => closed < before && expiresAt === undefined;
}

function isSuspicious(missing: number, present: number): boolean {
  return missing > MANY_MISSING || missing > MUCH_MISSING * (missing + present);
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString();
}
