import { ApiError } from "../http/apiError";
import type { LedgerSettings } from "../ledgers/settings";
import { addMonths } from "../values/day";
import { fold } from "../values/text";
import type { ReadMonths } from "./budgetSums";

/** Months in which a category that is not among the ledger's own is looked for. */
const MONTHS = 3;

/**
 * Refuses a category that is gone, whose budget would never count anything: one that is neither among the ledger's own nor on an
 * expense of the last months. A ledger that keeps no list of its own takes any.
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
