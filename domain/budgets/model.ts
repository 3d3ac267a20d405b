import type { LedgerAct } from "../ledgers/model";
import type { DayRange } from "../values/day";
import type { Calendar } from "./periods";

export const ROLLOVERS = ["none", "rest", "restAndOverspending"] as const;
/** Rule for carrying over into the next period. */
export type Rollover = (typeof ROLLOVERS)[number];

/** The shares of a budget at which it alerts by default, in percent. */
export const DEFAULT_THRESHOLDS: readonly number[] = [80, 100];

/**
 * The expenses that a budget counts: all, if it names no categories and tags. Names match regardless of case and
 * accents.
 */
export interface Scope {
  categories?: string[];
  tags?: string[];
}

/** The terms of a budget from a day on, until others hold. */
export interface BudgetTerms extends Calendar, Scope {
  /** First day of the first period. */
  from: string;
  /** Integer minor units of `currency`, for each period. */
  amount: number;
  /** ISO 4217. Expenses in other currencies do not count. */
  currency: string;
  rollover: Rollover;
  /** In percent of what is available, ascending. */
  thresholds: number[];
}

/** The highest threshold at which a budget has alerted in a period. */
export interface AlertMark extends DayRange {
  threshold: number;
}

/** An alert of a budget, with the figures at the moment when the threshold was reached. */
export interface BudgetAlert extends AlertMark {
  /** The same for the same budget, period and threshold. */
  id: string;
  /** UTC. */
  at: string;
  name: string;
  currency: string;
  /** Integer minor units. */
  spent: number;
  available: number;
  /** Days until the period ends, today included; 0 after its end, when what it raised may still be emailed. */
  daysLeft: number;
  /** The largest expenses of the period, largest first. */
  largest: { description: string; amount: number; date: string }[];
  /** IDs of the users to whom it was emailed so far. */
  mailedTo: string[];
  /** The time until which it waits because the quota of a user is used up, UTC. */
  waitsUntil?: string;
}

/** A budget as it is stored. */
export interface StoredBudget {
  name: string;
  /** Grows with every change by a user. */
  version: number;
  /** In the order in which they hold; the last ones hold until further notice. */
  terms: [BudgetTerms, ...BudgetTerms[]];
  /** First day of its first period, where the terms of that are forgotten. */
  begun?: string;
  /** UTC; on a deleted budget, which can be restored for some time. */
  deletedAt?: string;
  /** The mark of its last alert. */
  alerted?: AlertMark;
  /** The marks of other periods that can run again, after the calendar changed back, or the zone did. */
  alertedBefore?: AlertMark[];
  /** An alert that is still to be emailed; of a deleted budget, once it is restored. */
  pending?: BudgetAlert;
}

/** The budgets of a ledger: one item, so that each change is one conditional write. */
export interface BudgetBook {
  /** Grows with every write. 0 before the first. */
  version: number;
  /** By ID. */
  budgets: Readonly<Record<string, StoredBudget>>;
  /** The last act of a user; filed among the acts of the ledger right afterwards. */
  lastAct?: LedgerAct;
  /** The time at which the budgets are due to be evaluated, UTC; absent if they need not be. */
  dueAt?: string;
}
