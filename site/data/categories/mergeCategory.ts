import { settings } from "../../lib/ledger/shownSettings";
import type { SettingsChange } from "../expenses/model";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { type OwnCategory, placeCategory, placeInSet, putCategory, removeCategory } from "./categorySet";
import { renameCategory } from "./renameLedgerCategory";

/** Removes a category whose expenses keep it. @returns undoes it. */
export function withdrawCategory(category: OwnCategory): () => void {
  const place = placeInSet(settings.peek(), category.name);
  const back: SettingsChange = (before) => placeCategory(category.name, place)(putCategory(category)(before));
  ledgerSettings.change(removeCategory(category.name));
  return () => ledgerSettings.change(back);
}

/**
 * Removes a category whose expenses, budgets and recurring expenses go to another one, and offers to undo it all. The rest is as
 * `renameCategory` does it.
 */
export async function mergeCategory(category: OwnCategory, to: string): Promise<void> {
  const putBack = withdrawCategory(category);
  await renameCategory({ from: category.name, to }, undefined, undefined, putBack);
}
