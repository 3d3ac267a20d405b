/** The default category. */
export const DEFAULT_CATEGORY = "Other";

/** Two categories are the same if their keys are: names differ by more than case. */
export const categoryKey = (name: string) => name.toLowerCase();
