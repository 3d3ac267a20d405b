import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { ApiError } from "../http/apiError";
import { decodeCursor, encodeCursor, invalidCursor } from "../http/cursor";
import { PageSize } from "../http/pageSize";
import { isInstant } from "../values/day";
import {
  ALL_KNOWN,
  changesSince,
  isFollowedFrom,
  overlapOf,
  USUAL_LAG_MS,
  watermarkAt,
} from "./changesSince";
import { isGone } from "./erasedExpense";
import { type ChangePage, toExpense } from "./expense";
import { isExpenseId, LEDGER_CHANGE_INDEX } from "./expenseKeys";
import { KnownChanges } from "./knownChanges";
import type { ExpenseItem } from "./model";
import { storedExpenses } from "./storedExpenses";

/** A request for a page of what changed in a ledger. */
interface ChangesRequest {
  /** UTC, ISO 8601. */
  since: string;
  limit: number;
  cursor?: string;
  /** `known` of the page before, or of the last page that was read. */
  known?: string;
}

/** A page of changes, without the version of the ledger. */
type Changes = Omit<ChangePage, "ledgerVersion">;
type Told = Omit<Changes, "known">;

/** The position in a ledger's changes where reading continues. */
interface Place {
  /** The watermark of a caller that reads to the end: it was set when the first page was read. */
  watermark: string;
  /** The earliest change that is left, UTC. */
  from: string;
  /** The last expense that was read with that change. */
  after?: string;
}

/** An entry of the index. */
type Entry = Pick<ExpenseItem, "ledgerId" | "updatedAt" | "expenseId">;

/** The latest changes of a ledger: its expenses that changed, as they are now. */
export interface LatestChanges {
  /** UTC. The result includes every change from here on that the index shows. */
  from: string;
  changes: { expenseId: string; updatedAt: string; item: ExpenseItem | undefined }[];
}

/** The last change of an expense. */
export type ChangedExpense = Pick<ExpenseItem, "updatedAt" | "expenseId">;

/** Changes of ledgers: the index knows which expenses changed, the table holds their current state. */
export class LedgerChanges {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * Returns a page of what changed in a ledger, oldest change first.
   * @param restoredAt The time at which expenses of the ledger were last restored, UTC.
   * @throws ApiError 410 if the known changes since then are incomplete.
   */
  async page(ledgerId: string, request: ChangesRequest, now: Date, restoredAt?: string): Promise<Changes> {
    const scope = ["changes", ledgerId, request.since];
    const place =
      request.cursor === undefined
        ? firstPlace(request.since, now, restoredAt)
        : decodePlace(scope, request.cursor);
    if (request.known === ALL_KNOWN) return this.allKnown(ledgerId, watermarkAt(now), now);
    const { entries, last, isKnown, known } = await this.unknown(ledgerId, place, request, now);
    const asked = entries.filter((entry) => !isKnown(entry)).slice(0, request.limit);
    const left = new Set(asked.map(({ expenseId }) => expenseId));
    const found = await this.stored([...left]);
    const page: Told = { expenses: [], gone: [], until: place.watermark };
    const size = new PageSize();
    const finish = (end?: Entry) => ({
      ...page,
      ...(end && { cursor: encodePlace(scope, place.watermark, end) }),
      known: known.write(ledgerId),
    });
    let told = 0;
    for (const [index, entry] of entries.entries()) {
      if (!isKnown(entry)) {
        const before = entries[index - 1];
        if ((size.isReached || told === asked.length) && before) return finish(before);
        told += 1;
        // Once, even if the index shows it twice while it moves.
        if (left.delete(entry.expenseId)) tell(page, entry, found.get(entry.expenseId), now, size);
      }
      known.add(entry);
    }
    return finish(last);
  }

  /** Tells nothing, and lets the caller know everything that a reading which begins now shows. */
  private async allKnown(ledgerId: string, until: string, now: Date): Promise<Changes> {
    const entries = await this.all(ledgerId, overlapOf(until));
    const known = KnownChanges.since(overlapOf(until), entries.length);
    const settled = new Date(now.getTime() - USUAL_LAG_MS).toISOString();
    for (const entry of entries) if (entry.updatedAt < settled) known.add(entry);
    return { expenses: [], gone: [], until, known: known.write(ledgerId) };
  }

  /** Returns the next entries, a test for those that the caller knows, and what it knows besides. */
  private async unknown(
    ledgerId: string,
    place: Place,
    { cursor, limit, known: text }: ChangesRequest,
    now: Date,
  ) {
    const told = text === undefined ? undefined : KnownChanges.read(ledgerId, text);
    // One of the caller's own making would have the whole index read.
    const before = told && isFollowedFrom(told.from, now) ? told : undefined;
    const from = overlapOf(place.watermark);
    // Later pages tell everything. One that is asked for much more than the caller has followed does, too.
    if (before === undefined || cursor !== undefined || place.from < overlapOf(before.from)) {
      const isNext = cursor !== undefined && before?.from === from;
      const known = isNext ? before : KnownChanges.since(from);
      return { ...(await this.entries(ledgerId, place, limit)), isKnown: () => false, known };
    }
    const entries = await this.all(ledgerId, place.from < before.from ? place.from : before.from);
    const known = KnownChanges.since(from, entries.length);
    return { entries, last: undefined, isKnown: before.among(entries), known };
  }

  private async all(ledgerId: string, from: string): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const { Items = [] } of paginateQuery({ client: this.db }, this.since(ledgerId, from)))
      entries.push(...(Items as Entry[]));
    return entries;
  }

  /** Returns the changes since an instant, at most the latest `max`: then they reach less far back. */
  async latest(ledgerId: string, since: string, max: number): Promise<LatestChanges> {
    const { Items = [], LastEvaluatedKey } = await this.db.send(
      new QueryCommand({
        ...this.since(ledgerId, since),
        ScanIndexForward: false,
        Limit: max,
      }),
    );
    const entries = Items as Entry[];
    const found = await storedExpenses(this.db, this.table, [
      ...new Set(entries.map(({ expenseId }) => expenseId)),
    ]);
    const changes = entries.map(({ expenseId, updatedAt }) => {
      const item = found.get(expenseId);
      return { expenseId, updatedAt: item?.updatedAt ?? updatedAt, item };
    });
    // The earliest one may share its time with others that are left out.
    const from = LastEvaluatedKey === undefined ? since : after(String(LastEvaluatedKey.updatedAt));
    return { from, changes };
  }

  /**
   * Returns the IDs of the expenses that changed since an instant, in pages, the oldest change first: one that changes
   * meanwhile comes again at the end.
   */
  async *changedSince(ledgerId: string, from: string): AsyncGenerator<string[]> {
    for await (const { Items = [] } of paginateQuery({ client: this.db }, this.since(ledgerId, from)))
      yield Items.map(({ expenseId }) => String(expenseId));
  }

  private since(ledgerId: string, from: string) {
    return {
      TableName: this.table,
      IndexName: LEDGER_CHANGE_INDEX,
      KeyConditionExpression: "ledgerId = :ledger AND updatedAt >= :from",
      ExpressionAttributeValues: { ":ledger": ledgerId, ":from": from },
    };
  }

  /**
   * Returns when up to the given number of expenses of a ledger last changed, newest first; those before the given one.
   */
  async newest(ledgerId: string, limit: number, before?: ChangedExpense): Promise<ChangedExpense[]> {
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        IndexName: LEDGER_CHANGE_INDEX,
        KeyConditionExpression: "ledgerId = :ledger",
        ExpressionAttributeValues: { ":ledger": ledgerId },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: before && { ledgerId, ...before },
      }),
    );
    return Items.map(({ updatedAt, expenseId }) => ({ updatedAt, expenseId }));
  }

  /** Returns expenses as they are now, by their IDs. */
  stored(expenseIds: readonly string[]): Promise<Map<string, ExpenseItem>> {
    return storedExpenses(this.db, this.table, expenseIds);
  }

  private async entries(
    ledgerId: string,
    { from, after }: Place,
    limit: number,
  ): Promise<{ entries: Entry[]; last: Entry | undefined }> {
    const answer = await this.db.send(
      new QueryCommand({
        ...this.since(ledgerId, from),
        Limit: limit,
        ExclusiveStartKey: after === undefined ? undefined : { ledgerId, updatedAt: from, expenseId: after },
      }),
    );
    return {
      entries: (answer.Items ?? []) as Entry[],
      last: answer.LastEvaluatedKey as Entry | undefined,
    };
  }
}

/** Puts an expense as it is now on a page. */
function tell(
  page: Told,
  { expenseId }: Entry,
  item: ExpenseItem | undefined,
  now: Date,
  size: PageSize,
): void {
  if (item === undefined || isGone(item, now)) page.gone.push(expenseId);
  else {
    const expense = toExpense(item);
    page.expenses.push(expense);
    size.add(expense);
  }
}

/** The next instant. */
const after = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();

function firstPlace(since: string, now: Date, restoredAt: string | undefined): Place {
  const from = changesSince(since, now, restoredAt);
  if (from === undefined) throw new ApiError("since.outOfReach", { field: "since" });
  return { watermark: watermarkAt(now), from };
}

function encodePlace(scope: readonly string[], watermark: string, last: Entry): string {
  return encodeCursor(scope, `${watermark}#${last.updatedAt}#${last.expenseId}`);
}

/** The digest is not a signature, and DynamoDB rejects a malformed start key. */
function decodePlace(scope: readonly string[], cursor: string): Place {
  const [watermark = "", from = "", after = "", ...rest] = decodeCursor(scope, cursor).split("#");
  if (rest.length > 0 || !isInstant(watermark) || !isInstant(from) || !isExpenseId(after))
    throw invalidCursor();
  return { watermark, from, after };
}
