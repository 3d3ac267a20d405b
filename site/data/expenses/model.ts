import type { Expense, ExpenseChanges, NewExpense } from "../../../domain/expenses/expense";
import type { Part } from "../../../domain/expenses/parts";
import type { LedgerSettings } from "../../../domain/ledgers/settings";
import type { ShownProblem } from "../../lib/network/requestError";

/** A new expense as it was typed: complete, so that sending it later stores the same. */
export interface Draft extends NewExpense {
  /** Plain decimal. */
  amount: string;
  currency: string;
  /** YYYY-MM-DD. */
  date: string;
  category: string;
  parts?: Parts;
}

/** Changes of an expense. */
export interface Changes extends ExpenseChanges {
  parts?: Parts;
}

/** Parts with amounts in the API's format. An empty list means no parts. */
type Parts = Part<string>[] | undefined;

/** A category that was given another name. */
export interface Renaming {
  from: string;
  to: string;
}

/** A new expense that the server has not confirmed yet. */
export interface Entry {
  /** Its Idempotency-Key: however often it is sent, it is stored once. */
  key: string;
  draft: Draft;
  /** The time it was typed, in epoch milliseconds. No two entries share it, so their order is certain. */
  order: number;
  /** `waiting` for a connection or its turn; `refused` until the user changes it, or while they do. */
  state: "sending" | "waiting" | "refused";
  /** True once it was sent: the server may have stored it, though no answer came. */
  tried?: true;
  /** True if an answer was lost before the ledger refused it: only without that does a refusal tell that it is not stored. */
  lost?: true | undefined;
  /**
   * True if it is not wanted in the open ledger any more, which may have it: once that is known, it is deleted there. It is
   * in no row and no sum.
   */
  unwanted?: true | undefined;
  /** True once it was sent to the user's own ledger instead, which may have it. It is unwanted in the open one, and not sent to it. */
  moving?: true | undefined;
  /** Its categories if some were renamed after the entry was sent: its request must stay the same. */
  recategorised?: Changes;
  /** The last refusal: by its fields, for good; or by its ledger, which may take it later. */
  problem?: ShownProblem | undefined;
}

/** One line of the list: an expense, with its entry in the outbox while it is not confirmed. */
export interface Row {
  expense: Expense;
  entry?: Entry;
}

/** An expense that takes the place of another; either may be absent. */
export interface Swap {
  before: Expense | undefined;
  stored: Expense | undefined;
}

/** Makes the new settings of a ledger of the present ones. */
export type SettingsChange = (settings: LedgerSettings) => LedgerSettings;
