import { CONCURRENT_REQUESTS } from "../aws/clientDefaults";
import { ApiError } from "../http/apiError";
import { versionConflict } from "../http/etag";
import { inBatches } from "../values/batches";
import type { AlertThresholds } from "./alertMarks";
import type { BatchAnswer, BatchRequest } from "./batchSchemas";
import { erasedFromTrash } from "./erasedExpense";
import { deletion, restoration } from "./expenseVersions";
import { type Author, changed, undone } from "./history";
import type { ExpenseItem } from "./model";
import { namesAfter, recategorised } from "./recategorise";

/** Makes the next version of an expense; undefined if the action leaves it as it is. */
type Decision = (current: ExpenseItem, now: Date, version?: number) => ExpenseItem | undefined;

/**
 * The change that a batch makes to each of its expenses. Idempotent: a batch whose answer was lost can be sent again.
 */
export function decisionOf(
  { action, category: to = "", from }: BatchRequest,
  author: Author,
  thresholds: AlertThresholds,
): Decision {
  switch (action) {
    case "delete":
      return (current, now, version = current.version) => {
        if (current.deletedAt !== undefined) return undefined;
        if (current.version !== version) throw versionConflict();
        return changed(current, deletion(now), now, author);
      };
    case "restore":
      return (current, now) =>
        current.deletedAt === undefined ? undefined : changed(current, restoration, now, author);
    case "categorise":
      return (current, now) => {
        const changes = recategorised(current, namesAfter({ from, to }));
        return Object.keys(changes).length === 0 ? undefined : changed(current, changes, now, author);
      };
    case "erase":
      return (current, now) => {
        if (current.deletedAt === undefined) throw new ApiError("expense.notInTrash");
        return erasedFromTrash(current, now);
      };
    case "undo":
      return (current, now, version = 0) => undone(current, version, { now, thresholds, author });
  }
}

/** The outcome of a batch: the expenses as they are now, and the reason for each refusal. */
interface BatchOutcome {
  items: ExpenseItem[];
  refused: BatchAnswer["refused"];
}

/**
 * Changes expenses independently of each other, as many at a time as there are connections: a refused one does not hold
 * up the others.
 * @param change Changes one of them. An ApiError refuses that one; any other error ends the batch once work under way
 *   has ended.
 */
export async function changeEach(
  expenses: BatchRequest["expenses"],
  change: (one: BatchRequest["expenses"][number]) => Promise<ExpenseItem>,
): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { items: [], refused: [] };
  for (const some of inBatches(expenses, CONCURRENT_REQUESTS)) {
    const results = await Promise.allSettled(some.map(change));
    for (const [index, result] of results.entries()) {
      if (result.status === "fulfilled") outcome.items.push(result.value);
      else if (result.reason instanceof ApiError) {
        const { code, message } = result.reason;
        outcome.refused.push({ id: some[index]?.id ?? "", code, message });
      } else throw result.reason;
    }
  }
  return outcome;
}
