import fc from "fast-check";
import { splitMoney } from "../helpers/splitMoney";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** The instant at which a history begins. */
export const START = Date.parse("2026-11-20T08:00:00.000Z");
export const LEDGER = "ledger";

const key = fc.integer({ min: 0, max: 5 }).map(String);
const skew = fc.integer({ min: -5, max: 5 }).map((minutes) => minutes * MINUTE);
const money = splitMoney(fc.constantFrom("Food", "Home"), 9_999);
/** A step of a history: somebody writes an expense, time or a clock moves, the table loses items, or a backup runs. */
export const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("create" as const), key, skew }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("edit" as const), key, skew, money }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("delete" as const), key, skew }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undelete" as const), key, skew }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("erase" as const), key, skew }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      // Time passes, until after the trash has ended.
      by: fc.constantFrom(1, MINUTE, 50 * MINUTE, DAY, 29 * DAY, 31 * DAY, 35 * DAY),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("turn" as const),
      // The clock of the functions differs from the time.
      to: fc.constantFrom(0, 2 * DAY, 3 * HOUR, 15 * MINUTE, -15 * MINUTE, -3 * HOUR, -2 * DAY),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("sweep" as const), key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lose" as const), key }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("backup" as const), full: fc.boolean() }) },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
