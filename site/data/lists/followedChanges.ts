import { ALL_KNOWN, CLOCK_SKEW_MS, INDEX_LAG_MS, USUAL_LAG_MS } from "../../../domain/expenses/changesSince";
import type { ChangePage, Expense } from "../../../domain/expenses/expense";
import { MAX_PAGE_SIZE } from "../../../domain/values/limits";
import { call } from "../../lib/ledger/api";
import { failureOf } from "../../lib/network/requestError";
import type { Following, ToldChange } from "./following";

// The changes in the open ledger that the page was told. The API leaves out those that it told before, and a list that is read
// later may lack a change nevertheless: each index shows a write in its own time. So changes are kept here for as long as
// the API would repeat them.

/** The changes since a reading, or those that were read before they became too many. */
interface FollowedChanges
  extends Pick<ChangePage, "expenses" | "gone" | "until" | "ledgerVersion" | "known"> {
  isWhole: boolean;
  /** True if the API left out what it had told before. */
  isRest: boolean;
}

/** The number of changes above which it is less work to read the lists again. */
const TOO_MANY = 4 * MAX_PAGE_SIZE;

/**
 * Reads what changed.
 * @param following What need not be told again. Default: nothing.
 * @returns undefined if what changed is not known any more.
 */
export async function changesSince(
  since: string,
  following: Pick<Following, "known"> = {},
): Promise<FollowedChanges | undefined> {
  const expenses = new Map<string, Expense>();
  const gone: string[] = [];
  let { known } = following;
  const isRest = known !== undefined;
  let cursor: string | undefined;
  try {
    for (;;) {
      const query = { since, limit: MAX_PAGE_SIZE, cursor, known };
      const { until, ledgerVersion, ...page } = await call("GET /expenses/changes", { query });
      // An expense that changes meanwhile comes again, in its newer version.
      for (const expense of page.expenses) expenses.set(expense.expenseId, expense);
      gone.push(...page.gone);
      ({ cursor, known } = page);
      const changes = { gone, until, ledgerVersion, isRest };
      if (!cursor) return { ...changes, expenses: [...expenses.values()], known, isWhole: true };
      if (expenses.size + gone.length > TOO_MANY) {
        ({ known } = await call("GET /expenses/changes", { query: { since, known: ALL_KNOWN } }));
        return { ...changes, expenses: [...expenses.values()], known, isWhole: false };
      }
    }
  } catch (error) {
    const failure = failureOf(error);
    // The next look asks without what it knows: another release of the API may have made that.
    if (failure === "refused") following.known = undefined;
    if (failure === "gone") return undefined;
    throw error;
  }
}

/**
 * Before an index usually has a write. `until` is behind by as much as clocks may differ, so it is before that.
 * `INDEX_LAG_MS` of the API is the bound for a follower that must lose nothing; here it would reload a list for an hour
 * after each change that its rows do not show.
 */
const SETTLED_MS = USUAL_LAG_MS - CLOCK_SKEW_MS;

/** The API repeats a change for as long to whoever was not told. Clocks of two answers differ, too. */
const MEMORY_MS = INDEX_LAG_MS + CLOCK_SKEW_MS;

/** Changes of a look, by the expense's ID. */
export interface Look {
  /** All that the answer tells: they are as the API has them now. */
  current: ReadonlySet<string>;
  /** All that were told for the first time. */
  first: ReadonlySet<string>;
}

/** Keeps what an answer tells. */
export function learnChanges(following: Following, changes: FollowedChanges): Look {
  const { told: before } = following;
  const { expenses, gone, until, isRest, isWhole } = changes;
  const first = new Set<string>();
  following.looks += 1;
  following.known = changes.known;
  following.told = new Map(isRest ? before : []);
  const learn = (id: string, told: ToldChange) => {
    const known = before.get(id);
    // Answers may come in another order than their requests were made.
    const isOld = known?.expense && told.expense && known.expense.version > told.expense.version;
    const isSame = isOld || (known !== undefined && known.expense?.version === told.expense?.version);
    if (!isSame) first.add(id);
    following.told.set(id, { ...(isOld ? known : told), settled: isSame ? known?.settled : undefined });
  };
  for (const expense of expenses) learn(expense.expenseId, { expense, at: expense.updatedAt });
  for (const id of gone) learn(id, { at: until });
  const current = new Set([...expenses.map(({ expenseId }) => expenseId), ...gone]);
  const now = Date.parse(until);
  if (!isWhole) following.counted = new Date(now + CLOCK_SKEW_MS).toISOString();
  for (const [id, one] of following.told) {
    const at = Date.parse(one.at);
    // A page that has not looked for hours is told older ones, too, and has yet to put them into its lists.
    if (at < now - MEMORY_MS && !current.has(id)) following.told.delete(id);
    // An expense that is gone was changed long before, or its changes until then are unknown.
    else if (!one.expense || at < now - SETTLED_MS) one.settled ??= following.looks;
  }
  return { current, first };
}

/** Forgets what was told: it does not lead to what the ledger is now. */
export function forgetChanges(following: Following): void {
  following.looks += 1;
  following.known = undefined;
  following.told = new Map();
}
