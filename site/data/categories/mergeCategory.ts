import "../../i18n/en/categories";
import { isSameCategory } from "../../../domain/expenses/category";
import { categoriesIn } from "../../../domain/expenses/parts";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { settings } from "../../lib/ledger/shownSettings";
import { problemOf } from "../../lib/network/requestError";
import { untilSummed } from "../../lib/network/untilSummed";
import { showToast } from "../../lib/page/toasts";
import type { SettingsChange } from "../expenses/model";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { type BulkStep, undoAll } from "../writes/bulkChange";
import { type OwnCategory, placeCategory, placeInSet, putCategory, removeCategory } from "./categorySet";
import { renameCategory, renameElsewhere } from "./renameLedgerCategory";

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
  const { name: from } = category;
  const putBack = withdrawCategory(category);
  // Unless this is certain to be false, an undo cannot distinguish former expenses from moved ones.
  const isNamed = await isNamedElsewhere(to).catch(() => true);
  const takeBack = async (done: readonly BulkStep[]) => {
    putBack();
    if (done.length > 0) await undoAll(done);
    if (isNamed) return showToast(t("categories.keptElsewhere", { name: to }));
    await renameElsewhere({ from: to, to: from }).catch((error: unknown) =>
      showToast(problemOf(error).message),
    );
  };
  await renameCategory({ from, to }, undefined, [], takeBack);
}

/** Returns true if a budget or a recurring expense has the category. */
async function isNamedElsewhere(category: string): Promise<boolean> {
  const [{ budgets }, { rules }] = await Promise.all([
    untilSummed(() => call("GET /budgets")),
    call("GET /recurring"),
  ]);
  const names = [...budgets.flatMap(({ categories = [] }) => categories), ...rules.flatMap(categoriesIn)];
  return names.some((name) => isSameCategory(name, category));
}
