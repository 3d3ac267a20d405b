import type { Kind } from "../expenses/kinds";
import type { DayRange } from "../values/day";
import type { Merchants } from "./merchants";

/** An expense as insights see it. */
export interface Charge {
  /** `YYYY-MM-DD` as the user says it. */
  day: string;
  /** Its merchant, or its description if it has none. */
  name: string;
  /** Its description if it has a merchant. */
  description?: string | undefined;
  category: string;
  /** Integer minor units. */
  amount: number;
  /** The part of the amount that is in its category, if others have a part. */
  share?: number | undefined;
  /** Absent on expenses. */
  kind?: Kind | undefined;
}

/** The spending of a ledger in one currency. Amounts are integer minor units. */
export interface SpendingHistory {
  currency: string;
  /** `YYYY-MM-DD` in the ledger's zone. */
  today: string;
  /** In the order of days. Not every expense: of a crowded day, the largest ones. */
  charges: readonly Charge[];
  /** The merchants of all charges. */
  merchants: Merchants;
  /** The refunds of charges, by the expense. */
  refunds: ReadonlyMap<Charge, readonly Charge[]>;
  /** Total spending less refunds, by day. */
  spent: ReadonlyMap<string, number>;
  /** The same by category and month. */
  categories: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Expenses that were marked as one-offs. */
  oneOffs: ReadonlySet<Charge>;
  /** The keys by which they were marked. */
  marks: ReadonlyMap<Charge, string>;
  /** Spending by day, and by category and month, without one-offs: the basis of comparisons. */
  usual: ReadonlyMap<string, number>;
  usualCategories: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Expenses that are entered for future days, less refunds, by day. */
  ahead: ReadonlyMap<string, number>;
  /** Series among the charges, both running and stopped; the largest first. */
  series: readonly Series[];
  /** The first charges in place of series that are missing, such as the rents of a new home. */
  successors: ReadonlyMap<Series, readonly Charge[]>;
  /** The charges that are expected instead of series that are overdue since their price has changed. */
  nextPrices: ReadonlyMap<Series, NextPrice>;
  /** Recurring expenses that the ledger has rules for: that they recur is no news. */
  planned: readonly PlannedCharge[];
}

/** An amount that is known before its day. Minor units, below 0 for refunds and 0 for income. */
export interface PlannedAmount {
  amount: number;
  /** The amount by category. */
  shares: readonly { category: string; amount: number }[];
  tags: readonly string[];
}

/** A recurring expense as the rule of a ledger makes it. */
export interface RulePlan extends PlannedAmount {
  /** Its merchant, or its description if it has none. */
  name: string;
  currency: string;
  /** The day from which on the rule makes expenses. */
  since: string;
  /** About the days from one to the next. */
  step: number;
  /** The same to the next on the same weekday, if it has several. */
  interval: number;
  /** True if each waits to be confirmed, which may be for another day. */
  isProposed?: boolean;
  /** Present if the rule is paused, or over, and makes none from a day on. */
  rest?: { since: string; isOver: boolean };
  /** Its days in a range that are still expected, without those for which an expense is entered. */
  daysIn: (range: DayRange) => readonly string[];
  /** Its days in a range as if it had always been there, and were never over. */
  rhythmIn: (range: DayRange) => readonly string[];
  /** Its expenses that are entered for days to come, which need not be the days on which they were due. */
  entered: readonly (PlannedAmount & { day: string })[];
}

/** A planned expense with the charges that are its own so far, by their merchant and amount. */
export interface PlannedCharge extends RulePlan {
  past: readonly Charge[];
  /** The series that it makes from now on, or made until it rested or stopped, which is of no other rule. */
  series?: Series;
  /** Other series that it made before its name or its amount was changed. */
  former?: readonly Series[];
}

/** A charge that comes again and again. */
export interface Series {
  /** Its current name. */
  name: string;
  /** Key of every spelling of it. */
  merchant: string;
  category: string;
  cadence: Cadence;
  /** Its last amount; if amounts vary, the median of the latest ones. */
  amount: number;
  /** True if each occurrence may have another amount, as with electricity. */
  varies: boolean;
  occurrences: readonly Charge[];
  /** The day on which the next one is expected. */
  nextOn: string;
  /** The day of the month on which those after it are expected; absent if that is the day of the next one. */
  usualDay?: number;
}

/** The charges that are expected of a series whose price has changed: none, or those at the new one. */
export interface NextPrice {
  /** The first charge at that price, and the day of the next one. */
  next?: { charge: Charge; nextOn: string };
}

/** The rhythm of a series: days or months from one occurrence to the next. */
export type Cadence = "week" | "fortnight" | "month" | "quarter" | "halfYear" | "year";

export const FINDING_KINDS = [
  "double",
  "budget",
  "unusual",
  "price",
  "recurring",
  "stopped",
  "pace",
  "year",
  "category",
  "merchant",
] as const;

/** Selects expenses of one currency as the filters of the list of expenses do. */
export interface RowsBehind extends DayRange {
  kind: readonly Kind[];
  category?: readonly string[];
  tag?: readonly string[];
  name?: readonly string[];
  /** Integer minor units. */
  amount?: readonly number[];
}

/** One notable fact, with its numbers. Amounts are minor units. */
export interface Finding {
  kind: (typeof FINDING_KINDS)[number];
  /** The same from day to day, so that a dismissed finding is not shown again. */
  key: string;
  /** Keys that it had before, if its key changed. */
  formerKeys?: readonly string[];
  /** True if it calls for action. */
  warns: boolean;
  /** Money at stake, by which findings are ranked. */
  weight: number;
  /** The amount now. */
  amount: number;
  /** The day it is about; for a period, its last day. */
  day: string;
  /** The day before the change, or that of the other of two charges. */
  since?: string;
  /** The usual amount, or the one before. */
  usual?: number;
  /** Its multiple of the usual. */
  times?: number;
  name?: string;
  category?: string;
  /** ID of a budget. */
  budget?: string;
  cadence?: Cadence;
  /** The expenses that it is about. */
  rows: RowsBehind;
  /** The expenses of the year before, whose sum is `usual`, or of the months whose median is. */
  usualRows?: RowsBehind;
}

/** The running period of a budget, and its expected spending. Amounts are minor units. */
export interface BudgetOutlook {
  id: string;
  name: string;
  from: string;
  to: string;
  /** The expenses that it counts: all, if it names no categories and tags. */
  categories?: string[];
  tags?: string[];
  /** The length of its periods. */
  period: "week" | "month" | "quarter" | "year";
  available: number;
  spent: number;
  forecast: Forecast;
}

/** The budgets of one currency. */
export interface BudgetInsights {
  budgets: readonly BudgetOutlook[];
  findings: readonly Finding[];
}

/** Everything that is drawn from a history. */
export interface Insights {
  forecast?: Forecast;
  /** The most important first. */
  findings: readonly Finding[];
  /** Findings that the user has dismissed, in the same order. */
  dismissed: readonly Finding[];
  /** Running series, the largest first. */
  series: readonly Series[];
}

/** The expected end of a month, or of the period of a budget, in minor units. */
export interface Forecast {
  total: number;
  /** Four of five end within this range. */
  low: number;
  high: number;
  /** Spent until today. */
  spent: number;
  /** Known charges that are still to come. */
  due: number;
  /** Number of whole periods that it is based on; 0 if it is based only on the pace of the last days. */
  periods: number;
}
