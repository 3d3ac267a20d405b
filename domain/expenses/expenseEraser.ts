import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { CONCURRENT_REQUESTS } from "../aws/clientDefaults";
import { inBatches } from "../values/batches";
import { erased, isErased, isErasedWhole } from "./erasedExpense";
import { LEDGER_CHANGE_INDEX, LIST_INDEX, trashId } from "./expenseKeys";
import { itemOf } from "./expenseRecord";
import { ExpenseRepository } from "./expenseRepository";
import type { ExpenseItem } from "./model";
import { storedExpenses } from "./storedExpenses";

/** Outcome of an erasure: how many unerased expenses it found, and whether it reached the end. */
interface ErasedExpenses {
  found: number;
  finished: boolean;
}

/** Erases the expenses of a ledger, live or in the trash. */
export class ExpenseEraser {
  private readonly expenses: ExpenseRepository;

  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {
    this.expenses = new ExpenseRepository(db, table);
  }

  /**
   * Erases every expense that an index knows. Each index may lag behind the table, so one run does not find what was
   * written a moment ago: the ledger is empty only if a run that starts after the lag finds nothing.
   */
  async erase(ledgerId: string, hasTime: () => boolean): Promise<ErasedExpenses> {
    let found = 0;
    for await (const ids of this.ids(ledgerId)) {
      for (const batch of inBatches(ids, CONCURRENT_REQUESTS)) {
        found += await this.eraseSome(ledgerId, batch);
        if (!hasTime()) return { found, finished: false };
      }
    }
    return { found, finished: true };
  }

  private async eraseSome(ledgerId: string, ids: readonly string[]): Promise<number> {
    let found = 0;
    let rest = ids;
    // Reads again what somebody else changes at the same time.
    while (rest.length > 0) {
      const stored = [...(await storedExpenses(this.db, this.table, rest)).values()];
      const due = stored.filter((item) => item.ledgerId === ledgerId && !isErasedWhole(item));
      const outcomes = await Promise.all(
        due.map(async (item) => ({ item, done: await this.expenses.replace(erased(item, new Date())) })),
      );
      found += outcomes.filter(({ done }) => done).length;
      rest = outcomes.filter(({ done }) => !done).map(({ item }) => item.expenseId);
    }
    return found;
  }

  /** The IDs in each index that lists a ledger's expenses. */
  private async *ids(ledgerId: string): AsyncGenerator<string[]> {
    for await (const page of this.query(LEDGER_CHANGE_INDEX, "ledgerId", ledgerId)) {
      yield page.map(({ expenseId }) => expenseId);
    }
    for (const listId of [ledgerId, trashId(ledgerId)]) {
      for await (const page of this.query(LIST_INDEX, "listId", listId)) {
        // This index shows whether an expense is erased, so no further read is needed.
        yield page.filter((item) => !isErased(item)).map(({ expenseId }) => expenseId);
      }
    }
  }

  private async *query(IndexName: string, key: string, value: string): AsyncGenerator<ExpenseItem[]> {
    const query = {
      TableName: this.table,
      IndexName,
      KeyConditionExpression: "#key = :value",
      ExpressionAttributeNames: { "#key": key },
      ExpressionAttributeValues: { ":value": value },
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      yield Items.map(itemOf);
    }
  }
}
