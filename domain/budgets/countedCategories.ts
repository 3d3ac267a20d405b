import { categoryKey } from "../expenses/category";
import { goneCategories, refuseGone } from "../ledgers/goneCategories";
import type { LedgerSettings } from "../ledgers/settings";
import { addMonths } from "../values/day";
import type { ReadMonths } from "./budgetSums";

/** Months in which a category that is gone from the ledger is looked for. */
const MONTHS = 3;

/**
 * Refuses a category whose budget would never count anything: one that is gone from the ledger and from the expenses of its last
 * months. A budget makes no expenses, so those that are there are reason enough for it.
 * @throws ApiError 400
 */
export async function requireCountedCategories(
  names: readonly string[],
  settings: Pick<LedgerSettings, "categories">,
  today: string,
  readMonths: ReadMonths,
): Promise<void> {
  const gone = goneCategories(names, settings);
  if (gone.length === 0) return;
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(today.slice(0, 7), -index));
  const counted = new Set<string>();
  for (const days of (await readMonths(months)).values()) {
    for (const { spending } of Object.values(days)) {
      for (const { category } of spending) counted.add(categoryKey(category));
    }
  }
  refuseGone(
    gone.filter((name) => !counted.has(categoryKey(name))),
    "categories",
  );
}
