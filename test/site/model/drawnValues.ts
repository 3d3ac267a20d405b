import { addDays, addMonths } from "../../../domain/values/day";
import type { Step } from "./steps";

/** The month that the pages open with. */
export const MONTH = "2026-06";

/** A day of the month or, for a quarter of the picks, of the month before. */
export const dayOf = ({ pick }: Step) =>
  addDays(`${pick % 4 === 0 ? addMonths(MONTH, -1) : MONTH}-01`, Math.floor(pick / 4) % 28);

/** An amount as it is typed. */
export const amountOf = (cents: number) => (cents / 100).toFixed(2);

/** The one that a step's `pick` means; undefined if there is none. */
export const chosen = <T>(all: readonly T[], pick: number): T | undefined =>
  all[pick % Math.max(1, all.length)];
