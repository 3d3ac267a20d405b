import type { Expense } from "../../../domain/expenses/expense";
import { namesAfter, recategorised } from "../../../domain/expenses/recategorise";
import { MAX_BATCH } from "../../../domain/values/limits";
import { call } from "../../lib/ledger/api";
import { forgetKnown } from "../expenses/learnedCategories";
import type { Renaming } from "../expenses/model";
import { knownLists, refresh } from "../lists/expenseLists";
import { changesSince } from "../lists/followedChanges";
import { refreshHabits } from "../suggestions/ledgerHabits";
import { type BulkStep, bulkOf, doBulk } from "../writes/bulkWork";
import { renameUnsent } from "./renameInUnsent";

/**
 * Gives all expenses of a category another one: a category that is renamed takes its expenses along. Also those that the
 * lists did not show when they were read: they were added a moment before, or restored from one list into the other.
 *
 * @param done Is given each expense that has moved.
 * @param onProgress Is called with each batch.
 * @throws RequestError when not all could be moved; doing it again moves the rest.
 */
export async function moveExpenses(
  renaming: Renaming,
  done: BulkStep[],
  onProgress: () => void,
): Promise<void> {
  renameUnsent(renaming);
  const move = async (expenses: readonly Expense[]) => {
    const { from, to } = renaming;
    // An index may show one as it was before it moved.
    const moved = new Map(done.map(({ after }) => [after.expenseId, after.version]));
    const steps = expenses
      .filter(({ expenseId, version }) => version > (moved.get(expenseId) ?? 0))
      .map((before) => ({ before }));
    const work = bulkOf({ action: "categorise", category: to, from }, steps, (before) => ({
      ...before,
      ...namesIn(before, renaming),
    }));
    await doBulk(work, () => {});
    done.push(...work.done);
    onProgress();
  };
  try {
    const since = await moveLists(renaming, move);
    const changes = await changesSince(since);
    if (changes?.isWhole) {
      const missed = changes.expenses.filter((one) => Object.keys(namesIn(one, renaming)).length > 0);
      if (missed.length > 0) await move(missed);
    } else await moveLists(renaming, move);
  } finally {
    // Sums and suggestions still have the old name. A list that is on screen stays the same one.
    forgetKnown();
    void refreshHabits(0);
    for (const list of knownLists()) void refresh(list);
  }
}

const namesIn = (expense: Expense, renaming: Renaming) => recategorised(expense, namesAfter(renaming));

/** Moves what the lists show. @returns the instant since which they may miss changes. */
async function moveLists(
  { from }: Renaming,
  move: (expenses: readonly Expense[]) => Promise<void>,
): Promise<string> {
  let since: string | undefined;
  // Also those in the trash: a restored one must not bring the old category back.
  for (const route of ["GET /expenses", "GET /expenses/trash"] as const) {
    let cursor: string | undefined;
    do {
      const page = await call(route, { query: { category: [from], limit: MAX_BATCH, cursor } });
      since ??= page.until;
      await move(page.expenses);
      cursor = page.cursor;
    } while (cursor);
  }
  return since ?? "";
}
