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
  /** Minor units; below 0 for what was paid back. */
  excess: number;
  /** The part of it that is in its category, if others have a part. */
  share?: number;
  /** Its refunds, which explain as much less where they count as well. */
  refunds?: readonly Told[];
}

/**
 * Returns how much of a part's distance from the usual is already explained, in minor units. What lies on the other
 * side of the usual does not count: a month below it would make an expense, told already, worth telling again.
 */
export function explainedIn(part: SpendingPart, distance: number, told: readonly Told[]): number {
  const within = told.map((one) => sum([one, ...(one.refunds ?? [])].map((own) => excessIn(own, part))));
  return sum(within.filter((excess) => Math.sign(excess) === Math.sign(distance)));
}

function excessIn(told: Told, part: SpendingPart): number {
  if (!isWithin(told, part)) return 0;
  const isOfCategory = part.category !== undefined && part.merchant === undefined;
  return isOfCategory ? (told.share ?? told.excess) : told.excess;
}

function isWithin(told: Told, { from, to, category, merchant }: SpendingPart): boolean {
  if (told.from < from || told.to > to) return false;
  if (merchant !== undefined) return told.merchant === merchant;
  return category === undefined || (told.category !== undefined && fold(told.category) === fold(category));
}
