import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { contend, OVERTAKEN } from "../http/contend";
import type { DueQueue } from "../ledgers/dueItems";
import { LedgerActLog } from "../ledgers/ledgerActLog";
import { BUDGETS } from "../ledgers/ledgerKeys";
import type { BudgetBook } from "./model";
import { packed, unpacked } from "./packedBudgets";

/** The queue of the budgets that are due. */
export const DUE_BUDGETS: DueQueue = "budgets";

/** The budgets of a stored item; of a ledger without one, none. */
export function budgetBookOf(item: Record<string, unknown> = { version: 0, budgets: {} }): BudgetBook {
  const { ledgerId: _id, sk: _sk, dueQueue: _queue, ...stored } = item;
  const book = stored as unknown as BudgetBook;
  return { ...book, budgets: unpacked(book.budgets) };
}

/** The budgets of ledgers in the `Ledgers` table, one item per ledger. */
export class BudgetStore {
  private readonly acts: LedgerActLog;

  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {
    this.acts = new LedgerActLog(db, table);
  }

  async read(ledgerId: string): Promise<BudgetBook> {
    const [book] = await this.readAll([ledgerId]);
    return book?.book ?? budgetBookOf();
  }

  /** Returns the budgets of the given ledgers that have or had any. */
  async readAll(ledgerIds: readonly string[]): Promise<{ ledgerId: string; book: BudgetBook }[]> {
    const keys = ledgerIds.map((ledgerId) => ({ ledgerId, sk: BUDGETS }));
    const items = await batchGet(this.db, this.table, keys);
    return items.map((item) => ({ ledgerId: String(item.ledgerId), book: budgetBookOf(item) }));
  }

  /**
   * Changes the budgets of a ledger; retries if somebody else was faster.
   * @param rule Returns the new budgets, or the same object to leave them. It sees the version that is changed, and
   *   refuses by throwing.
   * @returns the budgets afterwards.
   * @throws ApiError 409 if others keep changing them for too long.
   */
  async change(ledgerId: string, rule: (book: BudgetBook) => BudgetBook): Promise<BudgetBook> {
    return contend("budget.contended", async () => {
      const before = await this.read(ledgerId);
      const after = rule(before);
      if (after === before) return before;
      const isWritten = await this.write(ledgerId, before, after);
      return isWritten ? { ...after, version: before.version + 1 } : OVERTAKEN;
    });
  }

  /** Files the last act on the budgets of a ledger, where its activity looks for it. Repeating it changes nothing. */
  async fileAct(ledgerId: string, { lastAct }: BudgetBook): Promise<void> {
    // As an act on a subject: an act on the ledger may have the same time.
    if (lastAct !== undefined) await this.acts.add(ledgerId, BUDGETS, lastAct);
  }

  /** @returns false if another version is stored by now. */
  private async write(ledgerId: string, before: BudgetBook, after: BudgetBook): Promise<boolean> {
    // An act that was not filed yet would be lost.
    if (after.lastAct !== before.lastAct) await this.fileAct(ledgerId, before);
    return written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: {
            ...after,
            budgets: packed(after.budgets),
            ledgerId,
            sk: BUDGETS,
            version: before.version + 1,
            ...(after.dueAt !== undefined && { dueQueue: DUE_BUDGETS }),
          },
          ConditionExpression: before.version === 0 ? "attribute_not_exists(sk)" : "#version = :before",
          ...(before.version > 0 && {
            ExpressionAttributeNames: { "#version": "version" },
            ExpressionAttributeValues: { ":before": before.version },
          }),
        }),
      ),
    );
  }
}
