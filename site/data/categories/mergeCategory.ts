import { settings } from "../../lib/ledger/shownSettings";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { type OwnCategory, placeInSet, putBack, removeCategory } from "./categorySet";
import { renameCategory } from "./renameLedgerCategory";

/** Removes a category whose expenses keep it. @returns undoes it. */
export function withdrawCategory(category: OwnCategory): () => void {
  const place = placeInSet(settings.peek(), category.name);
  ledgerSettings.change(removeCategory(category.name));
  return () => ledgerSettings.change(putBack(category, place));
}

/**
 * Removes a category whose expenses, budgets and recurring expenses go to another one, and offers to undo it all. The rest is as
 * `renameCategory` does it.
 */
export async function mergeCategory(category: OwnCategory, to: string): Promise<void> {
  const place = placeInSet(settings.peek(), category.name);
  withdrawCategory(category);
  await renameCategory({ from: category.name, to, former: { category, place, isMerged: true } });
}
