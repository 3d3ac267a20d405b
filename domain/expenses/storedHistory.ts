import * as z from "zod";
import { shownParts } from "./partFields";
import { SOURCES } from "./sources";

// The history of an expense as it is stored: a part of its item, so that the write that changes the expense also records the change.
// The index of lists leaves it out; see `expenseKeys.ts`.

/** A value as the API shows it: amounts as decimals with their currency beside them. */
export const shownValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), shownParts]);

/** `null` stands for an absent value. */
const frozen = shownValue.or(z.null());
export type Frozen = z.infer<typeof frozen>;

const storedChange = z.strictObject({
  /** The version that the change produced. */
  version: z.int().positive(),
  /** UTC. */
  at: z.string(),
  /** ID of the user. */
  by: z.string(),
  via: z.enum(SOURCES),
  /** The version of the change that this one has undone. */
  undoes: z.int().positive().optional(),
  /** By field: its values before and after, frozen as they were. */
  changes: z.record(z.string(), z.tuple([frozen, frozen])),
});

/** A change of an expense. */
export type StoredChange = z.infer<typeof storedChange>;

/** Changes of an expense, oldest first. */
export const storedHistory = z.array(storedChange);
