import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { ApiError } from "../http/apiError";
import { contend, OVERTAKEN } from "../http/contend";
import { RECEIPT } from "../ledgers/ledgerKeys";
import { UUID } from "../values/uuid";
import type { StoredReceipt } from "./storedReceipt";

/** Attributes of a receipt in lists: all except its draft, which is many times as large. */
const LISTED = [
  "ledgerId",
  "receiptId",
  "state",
  "fileName",
  "contentType",
  "bytes",
  "sha256",
  "locale",
  "createdBy",
  "createdAt",
  "updatedAt",
  "version",
  "objectVersion",
  "pages",
  "failure",
  "title",
  "expenseId",
];

/** The receipts of ledgers in the `Ledgers` table, one item each. */
export class ReceiptStore {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** The receipt, if it is in this ledger. */
  async get(ledgerId: string, receiptId: string): Promise<StoredReceipt | undefined> {
    const [item] = await batchGet(this.db, this.table, [keyOf({ ledgerId, receiptId })]);
    return item && receiptOf(item);
  }

  /** @throws ApiError 404 if it is not in this ledger. */
  async require(ledgerId: string, receiptId = ""): Promise<StoredReceipt> {
    // Others need no lookup.
    const receipt = UUID.test(receiptId) ? await this.get(ledgerId, receiptId) : undefined;
    if (receipt === undefined) throw new ApiError("receipt.notFound");
    return receipt;
  }

  /**
   * Returns all receipts of a ledger, newest first, without their drafts. One of a confirmed expense takes less than a
   * kilobyte.
   */
  async list(ledgerId: string): Promise<StoredReceipt[]> {
    const receipts: StoredReceipt[] = [];
    const names = LISTED.map((name) => [`#${name}`, name] as const);
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :receipt)",
      ExpressionAttributeNames: Object.fromEntries(names),
      ExpressionAttributeValues: { ":ledger": ledgerId, ":receipt": RECEIPT },
      ProjectionExpression: names.map(([placeholder]) => placeholder).join(", "),
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      receipts.push(...Items.map(receiptOf));
    }
    return receipts.sort(byCreation);
  }

  /** Stores a new receipt, unless its ID is taken: then returns the existing one. */
  async create(receipt: StoredReceipt): Promise<StoredReceipt> {
    const isNew = await this.put(receipt, { ConditionExpression: "attribute_not_exists(sk)" });
    return isNew ? receipt : this.require(receipt.ledgerId, receipt.receiptId);
  }

  /**
   * Replaces a version of a receipt by its next; `undefined` removes an attribute.
   * @returns the receipt afterwards; undefined if another version or none is stored by now.
   */
  async replace(
    before: StoredReceipt,
    changes: Partial<StoredReceipt>,
    now: Date,
  ): Promise<StoredReceipt | undefined> {
    const next = { ...before, ...changes, version: before.version + 1, updatedAt: now.toISOString() };
    const isStored = await this.put(next, {
      ConditionExpression: "#version = :before",
      ExpressionAttributeNames: { "#version": "version" },
      ExpressionAttributeValues: { ":before": before.version },
    });
    return isStored ? next : undefined;
  }

  /**
   * Changes whatever version is stored; retries if somebody else was faster.
   * @param decide Returns the changes, or undefined to leave the receipt unchanged. It refuses by throwing.
   * @returns the receipt afterwards.
   * @throws ApiError 404 if it is not in this ledger, 409 if others keep changing it for too long.
   */
  async change(
    ledgerId: string,
    receiptId: string,
    now: Date,
    decide: (receipt: StoredReceipt) => Partial<StoredReceipt> | undefined,
  ): Promise<StoredReceipt> {
    return contend("receipt.contended", async () => {
      const before = await this.require(ledgerId, receiptId);
      const changes = decide(before);
      if (changes === undefined) return before;
      return (await this.replace(before, changes, now)) ?? OVERTAKEN;
    });
  }

  /** Repeating it changes nothing. */
  async delete(key: Pick<StoredReceipt, "ledgerId" | "receiptId">): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: keyOf(key) }));
  }

  /** @returns false if the condition does not hold. */
  private async put(receipt: StoredReceipt, condition: object): Promise<boolean> {
    return written(
      this.db.send(
        new PutCommand({ TableName: this.table, Item: { ...receipt, ...keyOf(receipt) }, ...condition }),
      ),
    );
  }
}

const keyOf = ({ ledgerId, receiptId }: Pick<StoredReceipt, "ledgerId" | "receiptId">) => ({
  ledgerId,
  sk: RECEIPT + receiptId,
});

const receiptOf = ({ sk: _sk, ...receipt }: Record<string, unknown>) => receipt as unknown as StoredReceipt;

function byCreation(a: StoredReceipt, b: StoredReceipt): number {
  const [keyA, keyB] = [a, b].map(({ createdAt, receiptId }) => `${createdAt}#${receiptId}`) as [
    string,
    string,
  ];
  return keyA < keyB ? 1 : -1;
}
