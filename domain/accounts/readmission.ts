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
  /** True to be told what would be done, and have nothing done. */
  dryRun: z.boolean("must be true or false").default(true),
});
export type ReadmissionRequest = z.infer<typeof readmissionRequest>;

export interface ReadmissionOptions {
  users: UserPool;
  records: UserRecords;
  addresses: UserAddresses;
  settings: UserSettingsRepository;
  shared: SharedLedgers;
  /** True while there is time for more. */
  hasTime(): boolean;
  now: Date;
}

export interface Readmission {
  dryRun: boolean;
  /** Users of before whose ledgers their successors got, or would get: at most {@link MAX_SHOWN} of them by their IDs. */
  readmitted: number;
  users: { from: string; to: string }[];
  /** Users of before for whose address there is no user yet who has confirmed it. */
  waiting: number;
  /** True if the time did not suffice: the next call does the rest. */
  hasMore: boolean;
}

const MAX_SHOWN = 100;

/** A user of before, and the one who has their address now. */
interface Succession {
  from: string;
  to: PoolUser;
}

/**
 * Gives ledgers to the users of the same addresses, after the user pool was lost: Cognito gives everybody a new ID when they sign up
 * again, and ledgers are found by it. A user's own ledger becomes one with members, of which the successor is the owner; settings go
 * along, unless the successor has some. What was written keeps the ID of the user of before, which the ledger knows as one of the successor's.
 *
 * Whoever controls an address now gets what its owner had; so an operator starts this, looks at a dry run before, and only an
 * address counts that its user has confirmed. An account whose user is in the pool is left alone, and so is one that is closed.
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

/** @returns false if the user of before is there after all: a list can lack one who was made a moment ago. */
async function readmit({ from, to }: Succession, options: ReadmissionOptions): Promise<boolean> {
  const { users, records, addresses, settings, shared, now } = options;
  if ((await users.find(from)) !== undefined) return false;
  const ledgers = await shared.handOn(from, { id: to.id, email: to.email }, now);
  const { settings: own, version } = await settings.read(unsettled(from));
  if (version > 0) await settings.replace(to.id, 0, own);
  await records.forget(from);
  // Last: until then the next call does all of it again.
  await addresses.forget(from);
  log("info", "The ledgers of a user were given to another one of the same address", {
    from,
    to: to.id,
    ledgers,
  });
  return true;
}

/** The own ledger of a user whose settings are items of their own, as they all are since the data were migrated. */
const unsettled = (id: string): Pick<Ledger, "id" | "settings"> => ({ id, settings: {} });
