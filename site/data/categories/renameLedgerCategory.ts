import "../../i18n/en/categories";
import { getOrAdd } from "../../../domain/values/maps";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { settings } from "../../lib/ledger/shownSettings";
import { inTurn } from "../../lib/network/pageTurns";
import { isPassing } from "../../lib/network/passing";
import { problemOf } from "../../lib/network/requestError";
import { undoAction } from "../../lib/network/undoAction";
import { showToast, toastOfAct } from "../../lib/page/toasts";
import type { Renaming } from "../expenses/model";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { undoAll } from "../writes/bulkChange";
import type { BulkStep } from "../writes/bulkWork";
import { begin, end, type Rename, type UnsentWrite } from "../writes/writeJournal";
import { categoriesOf, type OwnCategory, placeInSet, putBack, putCategory } from "./categorySet";
import { moveExpenses } from "./moveExpenses";
import { renameUnsent } from "./renameInUnsent";

/** The items that a renaming has changed so far. */
interface RenamedSoFar {
  expenses: BulkStep[];
  /** IDs of the budgets and recurring expenses that a renaming back restores. */
  budgets: string[];
  rules: string[];
  /** True if there may be others: they named both categories before, or an answer was lost. */
  isMore: boolean;
  /** False if an earlier page began it: this one does not know what that has changed. */
  isOwn: boolean;
}

/** The changes so far of the renamings that this page works on, by the key of their write. */
const unfinished = new Map<string, RenamedSoFar>();

/**
 * Renames the category in its expenses, shows the progress, and offers to undo everything. If the page is closed
 * meanwhile, the next one continues.
 */
export async function renameCategory(
  { from, to, former }: Omit<Rename, "kind">,
  resumed?: UnsentWrite,
): Promise<void> {
  const show = toastOfAct();
  const unsent = begin({ kind: "rename", from, to, former }, resumed);
  const { key } = unsent;
  const begun = { expenses: [], budgets: [], rules: [], isMore: false, isOwn: resumed === undefined };
  const done = getOrAdd(unfinished, key, (): RenamedSoFar => begun);
  const { expenses, isOwn } = done;
  const undo = undoAction(async () => {
    takeBack({ from, to, former });
    await renameBack({ from, to }, done);
    if (!isOwn) showToast(t("categories.keptMoved", { name: to }));
  });
  renameUnsent({ from, to });
  const rename = async () => {
    // First, so that no recurring expense is posted under the former name once the others have moved.
    await renameElsewhere({ from, to }, done);
    await moveExpenses({ from, to }, expenses, () => {
      if (expenses.length > 0) show(t("categories.moving", { name: to, count: expenses.length }));
    });
    end(unsent);
    unfinished.delete(key);
    if (isOwn) show(t("categories.moved", { name: to, count: expenses.length }), undo);
  };
  try {
    // One that is given another name again waits until all have the first: the others would keep it.
    await inTurn(`rename:${ledgerId.peek()}`, rename);
  } catch (error) {
    const isRefused = !isPassing(error);
    end(unsent, isRefused);
    const retry = {
      label: t("app.retry"),
      run: () => void renameCategory({ from, to, former }, unsent),
    };
    // Nothing else does it later: without the undo, the category would stay removed while expenses have it.
    show(problemOf(error).message, retry, isRefused && (isOwn || former) ? undo : undefined);
  }
}

/** Gives a category of the ledger another name, and whatever else is changed with it; both are undone together. */
export async function changeAndRename(before: OwnCategory, after: OwnCategory): Promise<void> {
  const place = placeInSet(settings.peek(), before.name);
  ledgerSettings.change(putCategory(after, before.name));
  const former = { category: before, place, isMerged: false };
  await renameCategory({ from: before.name, to: after.name, former });
}

/** Undoes what was changed of a category in the settings. */
function takeBack({ from, to, former }: Omit<Rename, "kind">): void {
  if (!former) return;
  const { category, place, isMerged } = former;
  ledgerSettings.change((now) => {
    const isThere = isMerged || categoriesOf(now).some(({ name }) => name === to);
    return isThere ? putBack(category, place, isMerged ? undefined : to)(now) : now;
  });
  // Others than this one may have led to the category that it was merged into.
  if (!isMerged) renameUnsent({ from: to, to: from });
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
