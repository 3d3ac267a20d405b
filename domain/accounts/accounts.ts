import { documentClient } from "../aws/clients";
import { ApiError } from "../http/apiError";
import { Lease } from "../jobs/lease";
import type { UserRecord } from "../ledgers/model";
import type { ErasureRequest } from "./accountEraser";
import type { Account, AccountChanges, AccountPage } from "./accountSchemas";
import { NEVER_SIGNED_IN } from "./unusedUsers";
import { type PoolUser, UserPool } from "./userPool";
import { type Right, UserRecords } from "./userRecords";

/** The user whose account is closed. */
type ClosingAccount = Pick<PoolUser, "id" | "name">;

/** Starts the erasure of an account. */
type Erase = (request: Pick<ErasureRequest, "ledgerId" | "username">) => Promise<void>;

/**
 * The users, for admins. Rights are held in two places: Cognito grants them, and a user's item in the `Ledgers` table
 * can withdraw them at once. Every change first denies the right in the item, then changes Cognito, and lifts the
 * denial last. So wherever a change breaks off, the user has no right that the admin did not see confirmed; repeating
 * the change completes it.
 */
export class Accounts {
  /**
   * @param lease Runs changes one at a time, and none after its term, so that each change sees the admins that the one
   *   before left.
   */
  constructor(
    private readonly pool: UserPool,
    private readonly records: UserRecords,
    private readonly lease: Lease,
  ) {}

  async page(cursor?: string): Promise<AccountPage> {
    const [{ users, ...next }, admins] = await Promise.all([this.pool.page(cursor), this.pool.admins()]);
    return { accounts: await this.accountsOf(users, admins), ...next };
  }

  /**
   * Changes a user; a user who loses a right is signed out everywhere.
   * @param by ID of the admin who asks. Admins cannot change themselves, so one always remains.
   * @returns undefined if there is no such user.
   * @throws ApiError 403 if the caller is no longer an admin, 409 if others keep changing users for too long.
   */
  async change(id: string, changes: AccountChanges, by: string): Promise<Account | undefined> {
    if (id === by) throw new ApiError("user.self");
    return this.lease.hold(async () => {
      const changeable = await this.changeable(id, by);
      if (changeable === undefined) return undefined;
      const { record, ...user } = changeable;
      const admins = await this.pool.admins();
      const before = toAccount(user, isAmong(admins, user), record);
      for (const right of ["admin", "enabled"] as const) {
        if (changes[right] === false) await this.take(user, right);
      }
      for (const right of ["admin", "enabled"] as const) {
        // The mark stays if the user was enabled outside the API.
        const isMarked = right === "enabled" && record.disabledSince !== undefined;
        if (changes[right] === true && (!before[right] || isMarked)) await this.give(user, right);
      }
      return { ...before, ...changes };
    });
  }

  /**
   * Closes an account from the next request on.
   * @throws ApiError 409 if it is the last admin's.
   */
  async close(account: ClosingAccount, erase: Erase): Promise<void> {
    await this.lease.hold(async () => {
      const admins = await this.liveAdmins();
      if (admins.has(account.id) && admins.size === 1) throw new ApiError("user.lastAdmin");
      await this.closeNow(account, erase);
    });
  }

  /**
   * Closes another user's account from their next request on.
   * @param by ID of the admin who asks. Admins cannot close their own account this way, so one always remains.
   * @returns false if there is no such user.
   * @throws ApiError 403 if the caller is no longer an admin, 409 if others keep changing users for too long.
   */
  async closeAnother(id: string, by: string, erase: Erase): Promise<boolean> {
    if (id === by) throw new ApiError("user.self");
    return this.lease.hold(async () => {
      const user = await this.changeable(id, by);
      if (user === undefined) return false;
      await this.closeNow(user, erase);
      return true;
    });
  }

  /**
   * Starts the erasure, which also closes the account by itself. It comes first: an account that is closed but never
   * erased could not even ask for the erasure again.
   */
  private async closeNow({ id, name }: ClosingAccount, erase: Erase): Promise<void> {
    await erase({ ledgerId: id, username: name });
    await this.records.close(id, new Date());
  }

  /**
   * Returns a user whom an admin may change now.
   * @returns undefined if there is none. A closed account counts as gone: enabling it would let its user sign in while
   *   it is erased.
   * @throws ApiError 403 if the caller is no longer an admin.
   */
  private async changeable(id: string, by: string): Promise<(PoolUser & { record: UserRecord }) | undefined> {
    if (!(await this.liveAdmins()).has(by)) throw new ApiError("admin.required");
    const user = await this.pool.find(id);
    // An unknown ID may be longer than a key can be.
    if (user === undefined) return undefined;
    const record = (await this.records.get([id])).get(id) ?? {};
    return record.closed === undefined ? { ...user, record } : undefined;
  }

  private async take({ id, name }: PoolUser, right: Right): Promise<void> {
    await this.records.denyAndEndSessions(id, right);
    await (right === "admin" ? this.pool.removeAdmin(name) : this.pool.disable(name));
    await this.pool.signOutEverywhere(name);
    await this.records.settleForNewSessions(id, right);
  }

  private async give({ id, name }: PoolUser, right: Right): Promise<void> {
    await this.records.deny(id, right);
    await (right === "admin" ? this.pool.addAdmin(name) : this.pool.enable(name));
    await this.records.settle(id, right);
  }

  /**
   * The admins who can act. Not those who have never signed in: their one-time password expires, and without an admin
   * nobody could invite them again.
   */
  private async liveAdmins(): Promise<Set<string>> {
    const admins = await this.pool.admins();
    const accounts = await this.accountsOf(admins, admins);
    const canAct = ({ admin, enabled, status }: Account) => admin && enabled && status !== NEVER_SIGNED_IN;
    return new Set(accounts.filter(canAct).map(({ id }) => id));
  }

  private async accountsOf(users: readonly PoolUser[], admins: readonly PoolUser[]): Promise<Account[]> {
    const records = await this.records.get(users.map(({ id }) => id));
    return users.map((user) => toAccount(user, isAmong(admins, user), records.get(user.id)));
  }
}

/** The users of a deployment. */
export function accountsOf({ users, ledgers }: { users: string; ledgers: string }): Accounts {
  const db = documentClient();
  return new Accounts(new UserPool(users), new UserRecords(db, ledgers), new Lease(db, ledgers, "admins"));
}

function isAmong(admins: readonly PoolUser[], { id }: PoolUser): boolean {
  return admins.some((admin) => admin.id === id);
}

/** A user with the rights that their request would have now. */
function toAccount(
  { name: _name, isEmailVerified: _, enabled, ...user }: PoolUser,
  isAdmin: boolean,
  record: UserRecord = {},
): Account {
  return {
    ...user,
    enabled: enabled && record.enabled !== false && record.closed === undefined,
    admin: isAdmin && record.admin !== false,
  };
}
