import { call } from "../lib/api";
import { RequestError } from "../lib/requestError";
import { moveTo } from "./changes";
import { forgetLists } from "./lists";

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
  let moved = 0;
  let cursor: string | undefined;
  try {
    do {
      const page = await call("GET /expenses", { query: { category: from, limit: PAGE, cursor } });
      const { done, problem } = await moveTo(page.expenses, to);
      moved += done.length;
      onProgress(moved);
      if (problem) throw new RequestError(0, problem.message);
      cursor = page.cursor;
    } while (cursor);
  } finally {
    forgetLists(); // Totals and suggestions still have the old name.
  }
}
