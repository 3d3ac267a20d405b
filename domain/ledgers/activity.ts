import { isGone } from "../expenses/erasedExpense";
import { toExpense } from "../expenses/expense";
import { isExpenseId } from "../expenses/expenseKeys";
import { type Change, changesOf } from "../expenses/historyAnswers";
import type { ChangedExpense, LedgerChanges } from "../expenses/ledgerChanges";
import type { ExpenseItem } from "../expenses/model";
import { decodeCursor, encodeCursor, invalidCursor } from "../http/cursor";
import { PageSize } from "../http/pageSize";
import { isInstant } from "../values/day";
import { ACTIVITY_CHANGES } from "../values/limits";
import type { ActivityEntry, ActivityPage } from "./activitySchemas";
import type { LedgerActLog, PlacedAct } from "./ledgerActLog";
import type { Ledger } from "./model";

/** A position in the two lists that the activity is merged from: the last entry shown of each. */
interface Place {
  expense?: ChangedExpense;
  act?: string;
}

type Found = { at: string; change: ChangedExpense } | { at: string; act: PlacedAct };

/**
 * The activity of a ledger, newest first: expenses by when they last changed, and acts on the ledger. An expense occurs
 * once, with its latest changes, so a page costs as much as what it shows, however long the expenses' histories are.
 */
export class Activity {
  constructor(
    private readonly changes: LedgerChanges,
    private readonly acts: LedgerActLog,
  ) {}

  async page(
    ledger: Ledger,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
    now: Date,
  ): Promise<ActivityPage> {
    const scope = ["activity", ledger.id];
    const place = cursor === undefined ? {} : decodePlace(scope, cursor);
    // One more than the page, to know whether another follows.
    const [latest, acts] = await Promise.all([
      this.changes.newest(ledger.id, limit + 1, place.expense),
      this.acts.latest(ledger, limit + 1, place.act),
    ]);
    const found: Found[] = [
      ...latest.map((change) => ({ at: change.updatedAt, change })),
      ...acts.map((act) => ({ at: act.at, act })),
    ];
    // Sorting is stable: expenses of the same instant stay in the order of their index.
    found.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
    const { entries, shown } = await this.fill(found.slice(0, limit), now);
    const page: ActivityPage = { entries };
    if (found.length > shown.length) page.cursor = encodePlace(scope, placeAfter(place, shown));
    return page;
  }

  /** @returns the entries that fit on a page, and what they show. */
  private async fill(
    found: readonly Found[],
    now: Date,
  ): Promise<{ entries: ActivityEntry[]; shown: readonly Found[] }> {
    const ids = found.flatMap((one) => ("change" in one ? one.change.expenseId : []));
    const stored = await this.changes.stored([...new Set(ids)]);
    const entries: ActivityEntry[] = [];
    const size = new PageSize();
    for (const [index, one] of found.entries()) {
      if (size.isReached) return { entries, shown: found.slice(0, index) };
      const entry = "act" in one ? actEntry(one.act) : entryOf(stored.get(one.change.expenseId), now);
      // Once, even if the index shows it twice while it moves.
      if ("change" in one) stored.delete(one.change.expenseId);
      if (entry === undefined) continue;
      entries.push(entry);
      size.add(entry);
    }
    return { entries, shown: found };
  }
}

const actEntry = ({ at, by, changes }: PlacedAct): ActivityEntry => ({ at, ledger: { by, changes } });

function entryOf(item: ExpenseItem | undefined, now: Date): ActivityEntry | undefined {
  if (item === undefined || isGone(item, now)) return undefined;
  const all = changesOf(item);
  const changes = all.slice(0, ACTIVITY_CHANGES);
  const earlier = othersIn(all.slice(ACTIVITY_CHANGES), changes);
  const expense = { expense: toExpense(item), changes, ...(earlier.length > 0 && { earlier }) };
  return { at: item.updatedAt, expense };
}

/** Returns the last change of each author who made none of the later ones. */
function othersIn(earlier: readonly Change[], later: readonly Change[]): Pick<Change, "by" | "at">[] {
  const known = new Set(later.map(({ by }) => by));
  const isFirst = ({ by }: Change) => !known.has(by) && known.add(by);
  return earlier.filter(isFirst).map(({ by, at }) => ({ by, at }));
}

function placeAfter(before: Place, shown: readonly Found[]): Place {
  const expense = shown.findLast((one) => "change" in one);
  const act = shown.findLast((one) => "act" in one);
  return {
    ...before,
    ...(expense && "change" in expense && { expense: expense.change }),
    ...(act && "act" in act && { act: act.act.place }),
  };
}

function encodePlace(scope: readonly string[], { expense, act = "" }: Place): string {
  return encodeCursor(scope, `${expense?.updatedAt ?? ""}#${expense?.expenseId ?? ""}#${act}`);
}

/** The digest is not a signature, and DynamoDB rejects a malformed start key. */
function decodePlace(scope: readonly string[], cursor: string): Place {
  const [updatedAt = "", expenseId = "", at = "", ...subject] = decodeCursor(scope, cursor).split("#");
  const isOfExpense = updatedAt !== "" || expenseId !== "";
  if (isOfExpense && !(isInstant(updatedAt) && isExpenseId(expenseId))) throw invalidCursor();
  const act = [at, ...subject].join("#");
  if (act !== "" && !isPlace(at, subject)) throw invalidCursor();
  return { ...(isOfExpense && { expense: { updatedAt, expenseId } }), ...(act !== "" && { act }) };
}

const isPlace = (at: string, subject: readonly string[]) =>
  isInstant(at) && subject.length < 2 && !subject.includes("");
