import type { Expense } from "../../../domain/expenses/expense";

/** A change as it was told. */
export interface ToldChange {
  /** Undefined if the expense is gone for good. */
  expense?: Expense | undefined;
  /** UTC. */
  at: string;
  /** The look after which a reading shows it, sums included; undefined before. */
  settled?: number | undefined;
}

/** The page's knowledge of changes in the open ledger. */
export interface Following {
  /** The number of times that it looked for them. */
  looks: number;
  /** Sums of what the API told, which it need not tell again. */
  known?: string | undefined;
  /** The time until which changes were news, though they were too many to be told. UTC. */
  counted?: string;
  /** The changes of the last hour, by the expense's ID. */
  told: Map<string, ToldChange>;
}
