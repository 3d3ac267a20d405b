import { call } from "../lib/api";
import { moveTo } from "./changes";
import { forgetKnown } from "./known";
import { knownLists, refresh } from "./lists";
import { renameUnsent } from "./renameUnsent";
import { perform } from "./writes";

const PAGE = 100;

/**
 * Gives all expenses of a category another one: a category that is renamed takes its expenses along.
 *
 * @param onProgress is told how many have moved so far.
 * @throws RequestError when not all could be moved; doing it again moves the rest.
 */
export async function moveExpenses(
  from: string,
  to: string,
  onProgress: (moved: number) => void,
): Promise<void> {
  renameUnsent(from, to);
  let moved = 0;
  try {
    // Also those in the trash: a restored one must not bring the old category back.
    for (const route of ["GET /expenses", "GET /expenses/trash"] as const) {
      let cursor: string | undefined;
      do {
        const page = await call(route, { query: { category: from, limit: PAGE, cursor } });
        const { done, failed, error } = await moveTo(page.expenses, to, perform);
        moved += done.length;
        onProgress(moved);
        if (failed) throw error;
        cursor = page.cursor;
      } while (cursor);
    }
  } finally {
    // Sums and suggestions still have the old name. A list that is on screen stays the same one.
    forgetKnown();
    for (const list of knownLists()) void refresh(list);
  }
}
