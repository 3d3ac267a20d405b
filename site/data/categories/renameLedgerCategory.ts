import "../../i18n/en/categories";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { problemOf } from "../../lib/network/requestError";
import { showToast, toastOfAct } from "../../lib/page/toasts";
import { undoAction } from "../../lib/page/undoAction";
import type { Renaming } from "../expenses/model";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { type BulkStep, undoAll } from "../writes/bulkChange";
import { begin, end, isPassing, type UnsentWrite } from "../writes/writeJournal";
import { categoriesOf, putCategory } from "./categorySet";
import { moveExpenses } from "./moveExpenses";
import { renameUnsent } from "./renameInUnsent";

/**
 * Renames the category in its expenses, shows the progress, and offers to undo everything. If the page is closed
 * meanwhile, the next one continues.
 * @param takeBack Undoes it: gives expenses that have moved their former category, and reverts everything else.
 */
export async function renameCategory(
  { from, to }: Renaming,
  resumed?: UnsentWrite,
  done: BulkStep[] = [],
  takeBack: (done: readonly BulkStep[]) => Promise<void> = (steps) => renameBack({ from, to }, steps),
): Promise<void> {
  const show = toastOfAct();
  const unsent = begin({ kind: "rename", from, to }, resumed);
  try {
    await moveExpenses({ from, to }, done, () => {
      if (done.length > 0) show(t("categories.moving", { name: to, count: done.length }));
    });
    await renameElsewhere({ from, to });
    end(unsent);
    const undo = undoAction(() => takeBack(done));
    // The page does not know what an earlier one has moved.
    if (resumed?.isResumed !== true) show(t("categories.moved", { name: to, count: done.length }), undo);
  } catch (error) {
    end(unsent, !isPassing(error));
    show(problemOf(error).message, {
      label: t("app.retry"),
      run: () => void renameCategory({ from, to }, unsent, done, takeBack),
    });
  }
}

/** Gives a category its former name, and the expenses that came along their former category. */
async function renameBack({ from, to }: Renaming, done: readonly BulkStep[]): Promise<void> {
  ledgerSettings.change((settings) => {
    const category = categoriesOf(settings).find(({ name }) => name === to);
    return category ? putCategory({ ...category, name: from }, to)(settings) : settings;
  });
  renameUnsent({ from: to, to: from });
  if (done.length > 0) await undoAll(done);
  await renameElsewhere({ from: to, to: from }).catch((error: unknown) =>
    showToast(problemOf(error).message),
  );
}

/** Budgets and recurring expenses name categories, too. */
export const renameElsewhere = (body: Renaming) => call("POST /ledger/categories/rename", { body });
