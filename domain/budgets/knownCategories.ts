import { ApiError } from "../http/apiError";
import type { LedgerSettings } from "../ledgers/settings";
import { addMonths } from "../values/day";
import { fold } from "../values/text";
import type { ReadMonths } from "./budgetSums";

/** Months that are searched for a category that is not in the ledger's list. */
const MONTHS = 3;

/**
 * Refuses an obsolete category, whose budget would never count anything: one that is neither in the ledger's list nor
 * on an expense of the last months. A ledger without its own list accepts any.
 * @throws ApiError 400
 */
export async function requireKnownCategories(
  names: readonly string[],
  own: LedgerSettings["categories"],
  today: string,
  readMonths: ReadMonths,
): Promise<void> {
  if (own === undefined) return;
  const known = new Set(own.map(({ name }) => fold(name)));
  if (names.every((name) => known.has(fold(name)))) return;
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(today.slice(0, 7), -index));
  for (const days of (await readMonths(months)).values()) {
    for (const { spending } of Object.values(days)) {
      for (const { category } of spending) known.add(fold(category));
    }
  }
  const category = names.find((name) => !known.has(fold(name)));
  if (category !== undefined) {
    throw new ApiError("budget.categoryUnknown", { field: "categories", values: { category } });
  }
}
