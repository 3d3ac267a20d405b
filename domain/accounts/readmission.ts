import * as z from "zod";
import { log } from "../aws/log";
import type { Ledger } from "../ledgers/model";
import type { SharedLedgers } from "../ledgers/sharedLedgers";
import type { UserAddresses } from "../ledgers/userAddresses";
import type { UserSettingsRepository } from "../ledgers/userSettings";
import type { PoolUser, UserPool } from "./userPool";
import type { UserRecords } from "./userRecords";

/** Event of the job that readmits the users of a lost user pool. */
export const readmissionRequest = z.strictObject({
  /** True for a dry run, which reports what would be done. */
  dryRun: z.boolean("must be true or false").default(true),
});
type ReadmissionRequest = z.infer<typeof readmissionRequest>;

interface ReadmissionOptions {
  users: UserPool;
  records: UserRecords;
  addresses: UserAddresses;
  settings: UserSettingsRepository;
  shared: SharedLedgers;
  /** True while there is time for more. */
  hasTime(): boolean;
  now: Date;
}

interface Readmission {
  dryRun: boolean;
  /**
   * Former users whose ledgers their successors received or would receive: at most {@link MAX_SHOWN} of them, by ID.
   */
  readmitted: number;
  users: { from: string; to: string }[];
  /** Former users whose address no current user has confirmed yet. */
  waiting: number;
  /** True if time ran out: the next call does the rest. */
  hasMore: boolean;
}

const MAX_SHOWN = 100;

/** A former user, and the one who has their address now. */
interface Succession {
  from: string;
  to: PoolUser;
}

/**
 * Gives ledgers to the users with the same addresses after the user pool was lost: Cognito assigns everybody a new ID
 * when they sign up again, and ledgers are found by ID. A user's own ledger becomes one with members, of which the
 * successor is the owner; settings are carried over unless the successor has some. Entries keep the former user's ID,
 * which the ledger knows as one of the successor's.
 * The user who controls an address now gets its former owner's ledgers. So an operator starts this and reviews a dry run first, and
 * an address counts only if its user has confirmed it. An account whose user is in the pool is left alone, and so is a
 * closed one.
 */
export async function readmitUsers(
  { dryRun }: ReadmissionRequest,
  options: ReadmissionOptions,
): Promise<Readmission> {
  const { successions, waiting } = await survey(options);
  const result: Readmission = { dryRun, readmitted: 0, users: [], waiting, hasMore: false };
  for (const { from, to } of successions) {
    if (!options.hasTime()) return { ...result, hasMore: true };
    if (!dryRun && !(await readmit({ from, to }, options))) continue;
    result.readmitted += 1;
    if (result.users.length < MAX_SHOWN) result.users.push({ from, to: to.id });
  }
  return result;
}

async function survey({ users, addresses, records }: ReadmissionOptions) {
  const known = new Set<string>();
  const confirmed = new Map<string, PoolUser>();
  for await (const page of users.pages()) {
    for (const user of page) {
      known.add(user.id);
      if (user.isEmailVerified && user.enabled) confirmed.set(user.email.toLowerCase(), user);
    }
  }
  const successions: Succession[] = [];
  let waiting = 0;
  for await (const page of addresses.all()) {
    const gone = page.filter(({ userId }) => !known.has(userId));
    const closed = await records.get(gone.map(({ userId }) => userId));
    for (const { userId: from, email } of gone) {
      if (closed.get(from)?.closed !== undefined) continue;
      const to = confirmed.get(email.toLowerCase());
      if (to === undefined) waiting += 1;
      else successions.push({ from, to });
    }
  }
  return { successions, waiting };
}

/** @returns false if the former user exists after all: a list can lack a user who was created a moment ago. */
async function readmit({ from, to }: Succession, options: ReadmissionOptions): Promise<boolean> {
  const { users, records, addresses, settings, shared, now } = options;
  if ((await users.find(from)) !== undefined) return false;
  const ledgers = await shared.handOn(from, { id: to.id, email: to.email }, now);
  const { settings: own, version } = await settings.read(unsettled(from));
  if (version > 0) await settings.replace(to.id, 0, own);
  await records.forget(from);
  // Last, so that an earlier failure makes the next call repeat everything.
  await addresses.forget(from);
  log("info", "The ledgers of a user were given to another user with the same address", {
    from,
    to: to.id,
    ledgers,
  });
  return true;
}

/** The own ledger of a user whose settings are items of their own, as all are since the data migration. */
const unsettled = (id: string): Pick<Ledger, "id" | "settings"> => ({ id, settings: {} });
