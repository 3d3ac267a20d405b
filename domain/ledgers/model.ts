import type { LedgerRole } from "./roles";
import type { Settings } from "./settings";

/**
 * Restrictions of a user in the `Ledgers` table. Cognito determines who may sign in and who is an admin; this item
 * withdraws rights from one request to the next, while Cognito's tokens remain valid for minutes. Most users have none.
 */
export interface UserRecord {
  /** Epoch seconds: sessions that began in this second or before are over. */
  validAfter?: number;
  /** `false` while the user is being disabled or enabled. */
  enabled?: false;
  /** `false` while the user is being made an admin or ceases to be one. */
  admin?: false;
  /** The time an admin disabled the user, UTC: Cognito refuses them, and this keeps mails from them. */
  disabledSince?: string;
  /** The time the account was closed, UTC. */
  closed?: string;
  /** The time from which Cognito does not know the user, UTC. */
  missingSince?: string;
  /** Key under which the user's devices keep unsent entries, 32 bytes in hexadecimal. */
  deviceKey?: string;
  /** Epoch seconds, the table's TTL attribute: set once the closed account is erased. */
  expiresAt?: number;
}

/** A ledger's settings and the version of its profile, which is 0 before they are first saved. */
export interface StoredSettings {
  /** Until they are migrated, those of a user's own ledger include the user's; `settingsParts.ts` separates them. */
  settings: Settings;
  version: number;
}

/** A user of a shared ledger. */
interface Member {
  role: LedgerRole;
  /** The time they joined, UTC. */
  since: string;
  /** The address by which the others know them. */
  email: string;
  /** Former IDs, from lost user pools: entries under these are theirs. */
  formerIds?: readonly string[];
}

/** Members by user ID. */
export type Members = Readonly<Record<string, Member>>;

/** A link that admits one person. */
export interface LedgerInvitation {
  /** SHA-256 of its secret, in base64url. */
  hash: string;
  role: LedgerRole;
  /** The owner who created it. */
  by: string;
  /** UTC. */
  createdAt: string;
  expiresAt: string;
  /** `addressId` of the newcomer whom it lets sign up: the last address that used it for that. */
  admits?: string;
  /** Name in Cognito of the user whom it let sign up. */
  newcomer?: string;
}

/** Invitations by their ID, a ULID. */
export type LedgerInvitations = Readonly<Record<string, LedgerInvitation>>;

/** Kinds of acts on a ledger. */
export const LEDGER_CHANGES = [
  "created",
  "renamed",
  "recoloured",
  "archived",
  "reopened",
  "deleted",
  "restored",
  "joined",
  "left",
  "removed",
  "role",
  "invited",
  "uninvited",
  "currency",
  "timezone",
  "monthStartsOn",
  "alertThreshold",
  "categories",
  "ruleAdded",
  "ruleChanged",
  "rulePaused",
  "ruleResumed",
  "ruleSkipped",
  "ruleDeleted",
  "ruleRestored",
  "budgetAdded",
  "budgetChanged",
  "budgetDeleted",
  "budgetRestored",
] as const;

/** An act on a ledger. */
export interface LedgerChange {
  type: (typeof LEDGER_CHANGES)[number];
  /** ID of the user whom it is about. */
  member?: string;
  /**
   * The name, the role, the currency or another value, as it was; for a recurring expense, its description; for a
   * budget, its name.
   */
  before?: string;
  after?: string;
}

/** The changes that a user made to a ledger in one request. */
export interface LedgerAct {
  /** UTC. No two acts on the ledger itself have the same time; acts on its budgets and rules may. */
  at: string;
  /** ID of the user. */
  by: string;
  changes: LedgerChange[];
}

/** Attributes of a ledger's profile besides its settings. */
export interface LedgerProfile {
  /** The time the profile was made, UTC. */
  createdAt?: string;
  name?: string;
  /** `#rrggbb`. */
  colour?: string;
  /** Absent from a user's own ledger, which only they can enter. */
  members?: Members;
  /** Here, so that the write that admits somebody also uses up the invitation. */
  invitations?: LedgerInvitations;
  /** On the former own ledger of a user of a lost user pool: when it was handed on to the user's successor, UTC. */
  handedOnAt?: string;
  /** The time it was archived, UTC: its contents can no longer be changed. */
  archivedAt?: string;
  /** ID of the user who archived it; absent if that was by an earlier release. */
  archivedBy?: string;
  /** The last act on it. Earlier ones are items of their own. */
  lastAct?: LedgerAct;
  /** Present once it is deleted, UTC: an owner can restore it until then, after which it is erased. */
  erasesAt?: string;
}

/** A ledger as a request finds it. */
export interface Ledger extends StoredSettings, LedgerProfile {
  id: string;
  /** False until its profile is created. Reports find ledgers by their profile. */
  exists: boolean;
}
