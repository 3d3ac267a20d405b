import "../../i18n/en/categories";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { settings } from "../../lib/ledger/shownSettings";
import { isPassing } from "../../lib/network/passing";
import { problemOf } from "../../lib/network/requestError";
import { undoAction } from "../../lib/network/undoAction";
import { showToast, toastOfAct } from "../../lib/page/toasts";
import type { Renaming, SettingsChange } from "../expenses/model";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { undoAll } from "../writes/bulkChange";
import type { BulkStep } from "../writes/bulkWork";
import { begin, end, type UnsentWrite } from "../writes/writeJournal";
import { categoriesOf, type OwnCategory, placeCategory, placeInSet, putCategory } from "./categorySet";
import { moveExpenses } from "./moveExpenses";
import { renameUnsent } from "./renameInUnsent";

/** The items that a renaming has changed so far. */
export interface RenamedSoFar {
  expenses: BulkStep[];
  /** IDs of the budgets and recurring expenses that a renaming back restores. */
  budgets: string[];
  rules: string[];
  /** True if there may be others: they named both categories before, or an answer was lost. */
  isMore: boolean;
}

/**
 * Renames the category in its expenses, shows the progress, and offers to undo everything. If the page is closed
 * meanwhile, the next one continues.
 * @param takeBack Undoes the rest before what was renamed gets its former name.
 */
export async function renameCategory(
  { from, to }: Renaming,
  resumed?: UnsentWrite,
  done: RenamedSoFar = { expenses: [], budgets: [], rules: [], isMore: false },
  takeBack: () => void = () => nameBack({ from, to }),
): Promise<void> {
  const show = toastOfAct();
  const unsent = begin({ kind: "rename", from, to }, resumed);
  const { expenses } = done;
  const undo = undoAction(() => {
    takeBack();
    return renameBack({ from, to }, done);
  });
  // The page does not know what an earlier one has moved.
  const isKnown = resumed?.isResumed !== true;
  renameUnsent({ from, to });
  try {
    // First, so that no recurring expense is posted under the former name once the others have moved.
    await renameElsewhere({ from, to }, done);
    await moveExpenses({ from, to }, expenses, () => {
      if (expenses.length > 0) show(t("categories.moving", { name: to, count: expenses.length }));
    });
    end(unsent);
    if (isKnown) show(t("categories.moved", { name: to, count: expenses.length }), undo);
  } catch (error) {
    const isRefused = !isPassing(error);
    end(unsent, isRefused);
    const retry = {
      label: t("app.retry"),
      run: () => void renameCategory({ from, to }, unsent, done, takeBack),
    };
    // Nothing else does it later: without the undo, the category would stay removed while expenses have it.
    show(problemOf(error).message, retry, isRefused && isKnown ? undo : undefined);
  }
}

/** Gives a category of the ledger another name, and whatever else is changed with it; both are undone together. */
export async function changeAndRename(before: OwnCategory, after: OwnCategory): Promise<void> {
  const place = placeInSet(settings.peek(), before.name);
  const renaming = { from: before.name, to: after.name };
  ledgerSettings.change(putCategory(after, before.name));
  await renameCategory(renaming, undefined, undefined, () =>
    nameBack(renaming, (now) => placeCategory(before.name, place)(putCategory(before, after.name)(now))),
  );
}

/**
 * Gives a category its former name, unless it has it.
 * @param putBack Undoes what was changed of the category in the settings.
 */
function nameBack({ from, to }: Renaming, putBack?: SettingsChange): void {
  ledgerSettings.change((now) => {
    const category = categoriesOf(now).find(({ name }) => name === to);
    if (category === undefined) return now;
    return putBack?.(now) ?? putCategory({ ...category, name: from }, to)(now);
  });
  renameUnsent({ from: to, to: from });
}

/**
 * Gives what was renamed its former category, and nothing else that has the other one. Repeated after a failure, it does what is
 * left.
 */
async function renameBack({ from, to }: Renaming, done: RenamedSoFar): Promise<void> {
  const { expenses, budgets, rules, isMore } = done;
  if (budgets.length + rules.length > 0) {
    const body = { from: to, to: from, only: { budgets, rules } };
    await call("POST /ledger/categories/rename", { body });
  }
  if (expenses.length > 0) await undoAll(expenses);
  if (isMore) showToast(t("categories.keptElsewhere", { name: to }));
}

/** Budgets and recurring expenses name categories, too. */
async function renameElsewhere(body: Renaming, done: RenamedSoFar): Promise<void> {
  try {
    const { budgets, rules, merged } = await call("POST /ledger/categories/rename", { body });
    done.budgets.push(...budgets);
    done.rules.push(...rules);
    if (merged > 0) done.isMore = true;
  } catch (error) {
    // Unless it was refused, it may be done all the same, and a repetition does not tell of what.
    if (isPassing(error)) done.isMore = true;
    throw error;
  }
}
