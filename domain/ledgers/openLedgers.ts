import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { USER } from "./ledgerKeys";

/** The ledger belongs to a closed account: there is nothing left to do for it. */
export class LedgerClosedError extends Error {
  override readonly name = "LedgerClosedError";
}

/**
 * Determines which ledgers are open. A job checks right before it stores something of a ledger: its account may have
 * been closed since the job was requested or began. What is stored at the very moment of closing is found by a later
 * sweep (`accounts/accountEraser.ts`).
 */
export class OpenLedgers {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async isOpen(ledgerId: string): Promise<boolean> {
    const { Item } = await this.db.send(
      new GetCommand({
        TableName: this.table,
        Key: { ledgerId, sk: USER },
        ProjectionExpression: "closed",
        ConsistentRead: true,
      }),
    );
    return Item?.closed === undefined;
  }

  /** @throws LedgerClosedError */
  async requireOpen(ledgerId: string): Promise<void> {
    if (!(await this.isOpen(ledgerId))) throw new LedgerClosedError(`The ledger ${ledgerId} is closed.`);
  }

  /**
   * Passes on the content of a file, and checks at its end, before the file is complete.
   * @throws LedgerClosedError
   */
  async *guard<Chunk>(ledgerId: string, chunks: AsyncIterable<Chunk>): AsyncIterable<Chunk> {
    yield* chunks;
    await this.requireOpen(ledgerId);
  }
}
