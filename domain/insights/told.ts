import type { DayRange } from "../values/day";
import { fold } from "../values/text";
import { sum } from "./statistics";

/** A part of the spending that a finding is about. */
export interface SpendingPart extends DayRange {
  /** The category; of a merchant, that of its last expense. Absent if it is about all. */
  category?: string;
  /** The merchant, as all its spellings have it. Absent if it is about all. */
  merchant?: string;
}

/** An amount above the usual that another finding tells already, or that the user marked as a one-off. */
export interface Told extends SpendingPart {
  /** Minor units. */
  excess: number;
}

/**
 * Returns how much of a part's distance from the usual is already explained, in minor units. What lies on the other
 * side of the usual does not count: a month below it would make an expense, told already, worth telling again.
 */
export function explainedIn(part: SpendingPart, distance: number, told: readonly Told[]): number {
  const within = told.filter((one) => isWithin(one, part)).map(({ excess }) => excess);
  return sum(within.filter((excess) => Math.sign(excess) === Math.sign(distance)));
}

function isWithin(told: Told, { from, to, category, merchant }: SpendingPart): boolean {
  if (told.from < from || told.to > to) return false;
  if (merchant !== undefined) return told.merchant === merchant;
  return category === undefined || (told.category !== undefined && fold(told.category) === fold(category));
}
