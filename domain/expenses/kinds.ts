// The kinds of an expense and how each counts, for the API and the page. No schemas here: they would end up in the page's bundle.

export const KINDS = ["expense", "refund", "income"] as const;
export type Kind = (typeof KINDS)[number];

/** The kind of an expense without one: before kinds were introduced, everything was an expense. */
export const DEFAULT_KIND = "expense";

/** Returns the sign with which an amount counts in spending; 0 for income, which is summed apart. */
export function signOf(kind: Kind | undefined): 1 | 0 | -1 {
  if (kind === "income") return 0;
  return kind === "refund" ? -1 : 1;
}
