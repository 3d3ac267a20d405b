import { namesAfter, recategorised } from "../../../domain/expenses/recategorise";
import { MAX_BATCH } from "../../../domain/values/limits";
import { call } from "../../lib/ledger/api";
import { forgetKnown } from "../expenses/learnedCategories";
import type { Renaming } from "../expenses/model";
import { knownLists, refresh } from "../lists/expenseLists";
import { refreshHabits } from "../suggestions/ledgerHabits";
import { type BulkStep, bulkOf, doBulk } from "../writes/bulkWork";
import { renameUnsent } from "./renameInUnsent";

/**
 * Gives all expenses of a category another one: a category that is renamed takes its expenses along.
 *
 * @param done Is given each expense that has moved.
 * @param onProgress Is called with each batch.
 * @throws RequestError when not all could be moved; doing it again moves the rest.
 */
export async function moveExpenses(
  { from, to }: Renaming,
  done: BulkStep[],
  onProgress: () => void,
): Promise<void> {
  renameUnsent({ from, to });
  try {
    // Also those in the trash: a restored one must not bring the old category back.
    for (const route of ["GET /expenses", "GET /expenses/trash"] as const) {
      let cursor: string | undefined;
      do {
        const page = await call(route, { query: { category: [from], limit: MAX_BATCH, cursor } });
        const steps = page.expenses.map((before) => ({ before }));
        const work = bulkOf({ action: "categorise", category: to, from }, steps, (before) => ({
          ...before,
          ...recategorised(before, namesAfter({ from, to })),
        }));
        await doBulk(work, () => {});
        done.push(...work.done);
        onProgress();
        cursor = page.cursor;
      } while (cursor);
    }
  } finally {
    // Sums and suggestions still have the old name. A list that is on screen stays the same one.
    forgetKnown();
    void refreshHabits(0);
    for (const list of knownLists()) void refresh(list);
  }
}
