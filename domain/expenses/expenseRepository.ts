import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { contend, OVERTAKEN } from "../http/contend";
import { isGone } from "./erasedExpense";
import { isExpenseId, LIST_INDEX, PENDING_ALERT_INDEX } from "./expenseKeys";
import { itemOf, recordOf } from "./expenseRecord";
import { isExpired, successor } from "./expenseVersions";
import type { ExpenseItem } from "./model";
import { storedExpenses } from "./storedExpenses";

/** Result of a create: the item was created now, or already existed under the same ID. */
interface CreateResult {
  created: boolean;
  item: ExpenseItem;
}

/** Selection of a ledger's expenses. */
export interface ListRange {
  /** `ledgerId`, or its trash by `trashId`. */
  listId: string;
  /** Only this month, YYYY-MM, or this year, YYYY. */
  month?: string;
  /** Only these days and those between them. */
  days?: { first: string; last: string };
  /** Continue after this sort key. */
  after?: string;
}

/**
 * The `Expenses` table. Every write is one conditional write of one item: it happens whole or not at all, regardless of
 * concurrent writes.
 */
export class ExpenseRepository {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Stores a new expense, unless its ID is taken: then returns the existing one. */
  async create(item: ExpenseItem): Promise<CreateResult> {
    return contend("expense.contended", async () => {
      if (await this.putIf(item, { ConditionExpression: "attribute_not_exists(expenseId)" })) {
        return { created: true, item };
      }
      const existing = await this.read(item.expenseId);
      if (existing === undefined) return OVERTAKEN;
      if (!isExpired(existing, new Date(item.createdAt))) return { created: false, item: existing };
      // After its time in the trash it is gone, though DynamoDB may delete it days later.
      const next = successor(existing, item);
      return (await this.replace(next)) ? { created: true, item: next } : OVERTAKEN;
    });
  }

  /**
   * Stores an expense under an ID that is used once: a deleted expense does not come back, even after it has expired.
   * @returns the expense that has the ID now.
   */
  async createOnce(item: ExpenseItem): Promise<CreateResult> {
    const created = await this.putIf(item, { ConditionExpression: "attribute_not_exists(expenseId)" });
    return { created, item: created ? item : ((await this.read(item.expenseId)) ?? item) };
  }

  /** Returns the expense if it is in this ledger and not gone for good, including the trash. */
  async get(ledgerId: string, expenseId: string | undefined): Promise<ExpenseItem | undefined> {
    if (expenseId === undefined || !isExpenseId(expenseId)) return undefined;
    const item = await this.read(expenseId);
    if (item?.ledgerId !== ledgerId) return undefined;
    return isGone(item, new Date()) ? undefined : item;
  }

  /**
   * Replaces a version of an expense by its next.
   * @returns false if the stored version is no longer `next.version - 1`: somebody else was faster.
   */
  async replace(next: ExpenseItem): Promise<boolean> {
    return this.putIf(next, {
      ConditionExpression: "version = :previous AND ledgerId = :ledger",
      ExpressionAttributeValues: { ":previous": next.version - 1, ":ledger": next.ledgerId },
    });
  }

  /**
   * Changes whatever version is stored; retries if somebody else was faster.
   * @param decide Returns the next version, or undefined to leave the expense unchanged.
   * @returns the expense afterwards; undefined if it is not in this ledger.
   */
  async change(
    ledgerId: string,
    expenseId: string | undefined,
    decide: (current: ExpenseItem, now: Date) => ExpenseItem | undefined,
  ): Promise<ExpenseItem | undefined> {
    return contend("expense.contended", async () => {
      const current = await this.get(ledgerId, expenseId);
      if (current === undefined) return undefined;
      const next = decide(current, new Date());
      if (next === undefined) return current;
      return (await this.replace(next)) ? next : OVERTAKEN;
    });
  }

  /** Returns the histories of expenses by their IDs: lists leave them out. */
  async histories(listed: readonly ExpenseItem[]): Promise<Map<string, Pick<ExpenseItem, "history">>> {
    const ids = listed.map(({ expenseId }) => expenseId);
    return storedExpenses(this.db, this.table, ids, ["history"]);
  }

  /**
   * Returns a list in pages, newest first, without expenses that are gone for good: DynamoDB may delete those days
   * later. An expense that moves within the list while it is read occurs once.
   * @param seen IDs of expenses that are left out because they came before. The IDs of this reading are added.
   */
  async *pages(
    range: ListRange,
    options: Pick<QueryCommandInput, "Limit" | "ScanIndexForward"> = {},
    seen = new Set<string>(),
  ): AsyncGenerator<ExpenseItem[]> {
    for await (const page of this.query({ ...listQuery(range), ...options })) {
      const now = new Date();
      yield page.filter((item) => {
        if (isGone(item, now) || seen.has(item.expenseId)) return false;
        seen.add(item.expenseId);
        return true;
      });
    }
  }

  /**
   * Returns a list newest first, in pages of up to `pageSize` as DynamoDB reads them: for callers that continue later
   * after the item that was read last, which may have expired.
   */
  storedPages(range: ListRange, pageSize: number): AsyncGenerator<ExpenseItem[]> {
    return this.query({ ...listQuery(range), Limit: pageSize });
  }

  /** Returns the day of the earliest expense of a list; undefined if it has none. */
  async firstDay(listId: string): Promise<string | undefined> {
    const earliest = { ...listQuery({ listId }), ScanIndexForward: true, Limit: 1 };
    for await (const [first] of this.query(earliest)) if (first) return first.date;
    return undefined;
  }

  /** Returns the months in which a ledger has expenses, newest first, with one read each. */
  async months(ledgerId: string): Promise<string[]> {
    const months: string[] = [];
    const query = (before: string) => ({
      IndexName: LIST_INDEX,
      // A key begins with the day, so the next month follows all keys of this one.
      KeyConditionExpression: "listId = :list AND listKey < :before",
      ExpressionAttributeValues: { ":list": ledgerId, ":before": before },
      ProjectionExpression: "#date",
      ExpressionAttributeNames: { "#date": "date" },
      ScanIndexForward: false,
      Limit: 1,
    });
    for (let before = "9999-99"; ; before = String(months.at(-1))) {
      const { Items = [] } = await this.db.send(
        new QueryCommand({ TableName: this.table, ...query(before) }),
      );
      const [item] = Items;
      if (item === undefined) return months;
      months.push(String(item.date).slice(0, "YYYY-MM".length));
    }
  }

  /** Returns expenses whose alert was marked before `before` (UTC, ISO 8601) and is still unsent, oldest first. */
  async *pendingAlerts(before: string): AsyncGenerator<ExpenseItem> {
    const query = {
      IndexName: PENDING_ALERT_INDEX,
      KeyConditionExpression: "alertState = :pending AND alertAt < :before",
      ExpressionAttributeValues: { ":pending": "pending", ":before": before },
    };
    for await (const page of this.query(query)) {
      // The index may lag behind the table: an alert that was sent meanwhile would be sent again.
      const ids = page.map(({ expenseId }) => expenseId);
      const stored = await storedExpenses(this.db, this.table, ids);
      for (const id of ids) {
        const item = stored.get(id);
        if (item?.alertState === "pending") yield item;
      }
    }
  }

  /**
   * Clears the marks of alerts that were sent, of which `alertId` is the newest. Neither `version` nor `updatedAt`
   * changes: the expense did not.
   */
  async clearAlerts(expenseId: string, alertId: string): Promise<void> {
    await written(
      this.db.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { expenseId },
          UpdateExpression: "REMOVE alertState, alertAt, unsentAlerts",
          // A later edit may have marked a newer alert, which is still to be sent.
          ConditionExpression: "alertId = :alert",
          ExpressionAttributeValues: { ":alert": alertId },
        }),
      ),
    );
  }

  private async read(expenseId: string): Promise<ExpenseItem | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { expenseId }, ConsistentRead: true }),
    );
    return Item && itemOf(Item);
  }

  /** @returns false if the condition does not hold. */
  private async putIf(item: ExpenseItem, condition: Partial<PutCommandInput>): Promise<boolean> {
    return written(
      this.db.send(new PutCommand({ TableName: this.table, Item: recordOf(item), ...condition })),
    );
  }

  private async *query(query: Omit<QueryCommandInput, "TableName">): AsyncGenerator<ExpenseItem[]> {
    for await (const { Items = [] } of paginateQuery(
      { client: this.db },
      { TableName: this.table, ...query },
    )) {
      yield Items.map(itemOf);
    }
  }
}

/** The part of a list that a range selects, as a condition on the sort key; undefined for the whole list. */
function keysOf({ month, days }: ListRange) {
  if (days !== undefined) {
    // "$" follows "#", which ends the day in a sort key.
    const values = { ":first": days.first, ":last": `${days.last}$` };
    return { condition: "listKey BETWEEN :first AND :last", values };
  }
  if (month === undefined) return undefined;
  return { condition: "begins_with(listKey, :month)", values: { ":month": `${month}-` } };
}

function listQuery(range: ListRange): Omit<QueryCommandInput, "TableName"> {
  const { listId, after } = range;
  const keys = keysOf(range);
  return {
    IndexName: LIST_INDEX,
    KeyConditionExpression: ["listId = :list", ...(keys ? [keys.condition] : [])].join(" AND "),
    ExpressionAttributeValues: { ":list": listId, ...keys?.values },
    ScanIndexForward: false,
    // A sort key ends with the expense's ID, so it identifies a place in the list by itself.
    ExclusiveStartKey:
      after === undefined ? undefined : { listId, listKey: after, expenseId: after.split("#")[2] },
  };
}
