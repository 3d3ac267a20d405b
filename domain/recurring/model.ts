import type { ExpenseContent } from "../expenses/expenseRules";
import type { LedgerAct } from "../ledgers/model";
import type { RuleMode, ScheduleUnit } from "./modes";

/** Days are `YYYY-MM-DD` in the ledger's zone, weekdays 1 (Monday) to 7. */
export interface Recurrence {
  every: number;
  unit: ScheduleUnit;
  /** The anchor that occurrences are counted from; the first one is on it or after it. */
  start: string;
  /** With weeks: one occurrence on each. */
  weekdays?: number[] | undefined;
  /** With months and years: the day of the month. In a shorter month, its last day. */
  day?: number | "last" | undefined;
  /** With months, instead of `day`: which `weekday` of the month. */
  nth?: number | "last" | undefined;
  weekday?: number | undefined;
  /** The last day on which it can be due. */
  end?: string | undefined;
  /** Number of occurrences, including skipped ones. */
  count?: number | undefined;
}

/** The part of a rule that users choose. */
export interface RuleTerms {
  /** Every field of an expense that a request can set, except the day. */
  content: ExpenseContent;
  schedule: Recurrence;
  mode: RuleMode;
}

/** The rule that continues where another one ends. */
interface Successor
  extends RuleTerms,
    Pick<
      Rule,
      | "id"
      | "idBases"
      | "decided"
      | "postedAs"
      | "takenBack"
      | "storing"
      | "rhythms"
      | "pausedAt"
      | "doneBefore"
      | "doneThrough"
      | "former"
      | "part"
    > {}

/** A schedule that a rule had, in whose rhythm days were noted. */
export interface Rhythm {
  schedule: Recurrence;
  days: readonly string[];
}

/** A recurring expense. */
export interface Rule extends RuleTerms {
  id: string;
  /**
   * Texts from which the IDs of its occurrences derive, by the first day to which each applies; before these, it is the
   * rule's own ID. A rule that is divided and the one that continues it exchange theirs from that day on; a day whose expense was taken
   * back has its own.
   */
  idBases?: Readonly<Record<string, string>> | undefined;
  ledgerId: string;
  /** Grows with every change, by a user or by the job. */
  version: number;
  /** ID of the user to whom posted expenses are attributed. */
  createdBy: string;
  /** UTC. */
  createdAt: string;
  updatedAt: string;
  /** Number of the first occurrence that its due day has not decided yet; earlier ones are done. */
  next: number;
  /** Its day; absent if there are no more. */
  nextOn?: string | undefined;
  /**
   * Number of occurrences that are done and not among those of the schedule, which has a lower `count` than users chose by so
   * many; below 0 if it has more of them on past days than are done.
   */
  doneBefore?: number | undefined;
  /**
   * The last day that was due on a former schedule, or before this rule goes on from another one. It is the last day that
   * is done while no later one of this schedule is.
   */
  doneThrough?: string | undefined;
  /** The schedule of that day, if this one is due in other months or weeks, and the number of the first occurrence since. */
  former?: Readonly<{ schedule: Recurrence; next: number }> | undefined;
  /**
   * The last day on which it can be due, and its number of times, including what is done. Present on a part that ended
   * because another one goes on with the rest of a number of times.
   */
  part?: Readonly<{ end: string; count: number }> | undefined;
  /** Days that were decided before they were due: posted early, or skipped. */
  decided?: Readonly<Record<string, "posted" | "skipped">> | undefined;
  /** IDs of the expenses of days that were posted early, if they are not those of their occurrences. */
  postedAs?: Readonly<Record<string, string>> | undefined;
  /**
   * IDs of the expenses of days that were posted early and taken back: one that comes back from the trash is that of its
   * day.
   */
  takenBack?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Days whose expenses somebody is about to store, and since when, UTC. */
  storing?: Readonly<Record<string, string>> | undefined;
  /**
   * Other rhythms in which days of these notes were due: a rule that takes one again is not due a second time in their months
   * or weeks. Rules of earlier releases have none.
   */
  rhythms?: readonly Rhythm[] | undefined;
  /** Due days that wait to be confirmed, in order. */
  proposals?: readonly string[] | undefined;
  /** The time from which it is paused, UTC. */
  pausedAt?: string | undefined;
  /** The time at which it was deleted, UTC: it can be restored as long as expenses in the trash. */
  deletedAt?: string | undefined;
  /** A successor that is still to be stored; this rule is due until it is. */
  successor?: Successor | undefined;
  /** Hash of the request that added it. */
  requestHash?: string | undefined;
  /** The last act on it. */
  lastAct?: LedgerAct | undefined;
}
