import type { Kind } from "../expenses/kinds";

/** Expenses of a day that are summed together. */
export interface Cell {
  /** ISO 4217. */
  currency: string;
  /** Absent on expenses. */
  kind?: Kind;
  /** Integer minor units, in decimal digits: sums of large amounts leave the exact range of a number. */
  sum: string;
  count: number;
}

/** The shares of one category in what one user logged. */
export interface SpendingCell extends Cell {
  category: string;
  createdBy: string;
  /** The number of expenses where categories are not told apart: each is a share in as many as it has parts. Default: `count`. */
  expenses?: number;
}

/** Those of one merchant. */
export interface NamedCell extends Cell {
  name: string;
}

/** Those with exactly these tags: whoever asks for any of several tags counts each expense once. */
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
  /** Its merchant, or its description where it has none. */
  name: string;
  /** Its description where it has a merchant. */
  description?: string;
  category: string;
  /** Integer minor units. */
  amount: number;
}

/** The sums of a day. Names are written as the expenses write them: readers bring together what is the same. */
export interface DaySums {
  spending: readonly SpendingCell[];
  tags: readonly TaggedCell[];
  merchants: readonly NamedCell[];
  /** The largest expenses, each by itself. */
  charges: readonly ChargeCell[];
}

/** Sums by day; days without expenses are absent. */
export type Days = Readonly<Record<string, DaySums>>;

/** Versions of expenses: the times of their last changes, by ID. */
export type Versions = Readonly<Record<string, string>>;

/** The sums of a month as far as they were made. */
export interface Digest {
  /** Changes from here on may not be in it, UTC. */
  until: string;
  days: Days;
  /** By day: the late changes that its sums agree with. Readers of changes meet them again. */
  settled: Readonly<Record<string, Versions>>;
  /** Days that are still to be summed. */
  due: readonly string[];
  /** The day that is being summed, if its reading stopped. */
  begun?: Begun;
}

/** Where the reading of a day stopped. */
export interface Begun {
  day: string;
  /** Sort key of the list after which it continues. */
  after: string;
  sums: DaySums;
  /** The changes of the day that were known. */
  known: Versions;
  /** The versions of those expenses that were summed. */
  found: Versions;
}

/** A change of a ledger. */
export interface DatedChange {
  expenseId: string;
  /** The time of the change, UTC: the expense's version. */
  version: string;
  /** The day that the expense counts on since; absent if it is deleted. */
  day?: string;
  /** The days whose sums may differ by it; absent if that may be any day. */
  days?: readonly string[];
}
