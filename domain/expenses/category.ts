import { fold, isSame } from "../values/text";

/** The default category. */
export const DEFAULT_CATEGORY = "Other";

/** Two categories are the same if their keys are: names differ by more than case, accents or composition. */
export const categoryKey = fold;

/** Returns true if two names are of one category. */
export const isSameCategory = isSame;
