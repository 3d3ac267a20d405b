import { fold, isSame } from "../values/text";

/** The default category. */
export const DEFAULT_CATEGORY = "Other";

/** Returns the key by which categories are compared: names differ by more than case, accents or composition. */
export const categoryKey = fold;

/** Returns true if two names mean the same category. */
export const isSameCategory = isSame;
