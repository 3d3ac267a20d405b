import { DAY_MS, HOUR_MS } from "../values/duration";

// No schemas and no SDK here: the settings of the deployment are built from this table.

/** The limits on one kind of work in a period. An absent limit means unlimited. */
export interface Quota {
  /** Periods begin on the hour, at midnight and on the first of a month, UTC. */
  readonly period: "hour" | "day" | "month";
  readonly perUser?: number;
  /** Limit for one user within one ledger, so that a member of one cannot use up what others may cause. */
  readonly perLedger?: number;
  /** Limit for one email address, regardless of the user. */
  readonly perAddress?: number;
  /** Limit for all users of the deployment together. */
  readonly perStack?: number;
}

/**
 * Everything that has a quota, with its default limits. A kind is one line here: the setting `quotas`, the counters and
 * their erasure derive from it. A limit of the stack is at least ten times that of a user, so that a few users cannot
 * use it up.
 */
export const QUOTAS = {
  /** Emails to a user about alerts of expenses. Each alert is listed on the page in any case. */
  alerts: { period: "day", perLedger: 100, perUser: 1000 },
  /**
   * Emails to a user about alerts of budgets, which wait if it is used up. Apart from those of expenses, which whoever
   * adds expenses can cause.
   */
  budgetAlerts: { period: "day", perLedger: 100, perUser: 1000 },
  /** Emails with a code to set a new password. They need no sign-in. */
  codeMails: { period: "hour", perAddress: 3 },
  /** Emails with a code to the address that a user wants to change to. */
  emailChanges: { period: "hour", perUser: 3, perAddress: 3, perStack: 100 },
  exports: { period: "day", perUser: 3, perStack: 100 },
  /** Invitations to ledgers. */
  invitations: { period: "day", perUser: 20, perStack: 500 },
  /** Ledgers that are created, besides the one that each user has. */
  ledgers: { period: "day", perUser: 20, perStack: 1000 },
  /** Emails with the letter of a month. */
  letters: { period: "day", perUser: 3 },
  /**
   * Newcomers who sign up by invitations to ledgers where otherwise only admins invite; counted for the user who
   * created the invitation.
   */
  newcomers: { period: "day", perUser: 20, perStack: 500 },
  /** Emails to the operators about alerts of expenses, counted for the user who added the expense. */
  operatorAlerts: { period: "day", perUser: 100, perStack: 1000 },
  /** Receipts that are announced, whether or not their files arrive or are read. */
  receiptFiles: { period: "day", perUser: 100, perStack: 1000 },
  /** Pages of receipts that are read. Each costs money. */
  receiptPages: { period: "month", perUser: 100, perStack: 1000 },
  /** Recurring expenses that are added, also by a change from a day on. */
  recurring: { period: "day", perUser: 200, perStack: 20_000 },
  /** Attempts to turn off a lost second factor. They need no sign-in. */
  recoveries: { period: "hour", perAddress: 5, perStack: 500 },
  reports: { period: "day", perUser: 10, perStack: 500 },
  /** Invitations. Each replaces the one-time password of the one before. */
  signUps: { period: "day", perAddress: 3, perStack: 50 },
  /** Emails that ask to confirm a subscription to alerts. */
  subscriptionMails: { period: "hour", perUser: 3, perStack: 100 },
  /** Users whom admins invite to the deployment. */
  userInvitations: { period: "day", perUser: 20, perStack: 200 },
} as const satisfies Record<string, Quota>;

export type QuotaKind = keyof typeof QUOTAS;

/** The limits of a deployment. */
export type QuotaLimits = { readonly [Kind in QuotaKind]: Omit<Quota, "period"> };

const PERIOD_MS = { hour: HOUR_MS, day: DAY_MS };

/** Characters of an instant in ISO 8601 that name a period. */
const NAME_LENGTH = { hour: 13, day: 10, month: 7 };

/**
 * Returns the period of a kind that contains an instant, as `2026-11`, `2026-11-26` or `2026-11-26T10`, and the first
 * instant after it.
 */
export function periodOf(kind: QuotaKind, now: Date): { name: string; end: Date } {
  const { period } = QUOTAS[kind];
  const name = now.toISOString().slice(0, NAME_LENGTH[period]);
  if (period === "month")
    return { name, end: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)) };
  const length = PERIOD_MS[period];
  return { name, end: new Date((Math.floor(now.getTime() / length) + 1) * length) };
}
