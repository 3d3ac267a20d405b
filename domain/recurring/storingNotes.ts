import { MAX_FUNCTION_SECONDS } from "../values/limits";
import type { Rule } from "./model";

// The expense of an occurrence is stored before its rule knows of it. A rule that moved to other days in between would be due
// a second time in its month, or once more than its number of times; and whoever stores the expense may die before telling
// it. So a version of the rule notes first what is about to be stored, and whoever moves that version stores it as well,
// under the same ID.

const LIFE_MS = MAX_FUNCTION_SECONDS * 1000;

const isYounger = (at: string | undefined, now: Date, ms: number) =>
  at !== undefined && Date.parse(at) + ms > now.getTime();

/** Returns the rule with the note that expenses of days are about to be stored; the same rule if it has one that is young enough. */
export function withStoring(rule: Rule, days: readonly string[], now: Date): Rule {
  const { storing = {} } = rule;
  if (days.every((day) => isYounger(storing[day], now, LIFE_MS))) return rule;
  const noted = Object.fromEntries(days.map((day) => [day, now.toISOString()]));
  return { ...rule, storing: { ...storing, ...noted } };
}

/** Returns true if somebody may still be about to store the expense of a day: a function that found a note which was as old as may be. */
export const isBeingStored = ({ storing }: Pick<Rule, "storing">, day: string, now: Date): boolean =>
  isYounger(storing?.[day], now, 2 * LIFE_MS);
