import type { Kind } from "../expenses/kinds";

/** Expenses of a day that are summed together. */
export interface Cell {
  /** ISO 4217. */
  currency: string;
  /** Absent on expenses. */
  kind?: Kind;
  /** Integer minor units, in decimal digits: sums of large amounts exceed the exact range of a number. */
  sum: string;
  count: number;
}

/** The shares of one category in one user's entries. */
export interface SpendingCell extends Cell {
  category: string;
  createdBy: string;
  /**
   * The number of expenses for totals that ignore categories: each is a share in as many categories as it has parts.
   * Default: `count`.
   */
  expenses?: number;
}

/** The sums of one merchant. */
export interface NamedCell extends Cell {
  name: string;
}

/** The sums of exactly these tags: a query for any of several tags counts each expense once. */
export interface TaggedCell extends Cell {
  /** In the order of code units. */
  names: readonly string[];
}

/** One expense, as insights see it. */
export interface ChargeCell {
  /** ISO 4217. */
  currency: string;
  /** Absent on expenses. */
  kind?: Kind;
  /** Its merchant, or its description if it has none. */
  name: string;
  /** Its description if it has a merchant. */
  description?: string;
  category: string;
  /** Integer minor units. */
  amount: number;
  /** The part of the amount that is in its category, if others have a part. */
  share?: number;
}

/** The sums of a day. Names are written as in the expenses: readers merge variants of the same name. */
export interface DaySums {
  spending: readonly SpendingCell[];
  tags: readonly TaggedCell[];
  merchants: readonly NamedCell[];
  /** The largest expenses and refunds of each currency, and the largest incomes, individually. */
  charges: readonly ChargeCell[];
}

/** Sums by day; days without expenses are absent. */
export type Days = Readonly<Record<string, DaySums>>;

/** Versions of expenses: the times of their last changes, by ID. */
export type Versions = Readonly<Record<string, string>>;

/** The sums of a month as far as they are complete. */
export interface Digest {
  /** Changes from this time on may not be included, UTC. */
  until: string;
  days: Days;
  /** By day: the late changes that its sums already include. Readers of changes encounter them again. */
  settled: Readonly<Record<string, Versions>>;
  /** The months from this one up to the digest's own had no expenses; the same changes tell if that may differ. */
  emptySince?: string;
  /** Days that are still to be summed. */
  due: readonly string[];
  /** The day that is being summed, if its reading stopped. */
  begun?: Begun;
}

/** The position at which the reading of a day stopped. */
export interface Begun {
  day: string;
  /** Sort key of the list after which it continues. */
  after: string;
  sums: DaySums;
  /** The changes of the day that were known. */
  known: Versions;
  /** The versions of changed expenses that were summed. */
  found: Versions;
}

/** A change of a ledger. */
export interface DatedChange {
  expenseId: string;
  /** The time of the change, UTC: the expense's version. */
  version: string;
  /** The day that the expense has counted on since; absent if it is deleted. */
  day?: string;
  /** Its sort key in the list since; absent if it is deleted. */
  listKey?: string;
  /** The days whose sums it may affect; absent if that may be any day. */
  days?: readonly string[];
}
