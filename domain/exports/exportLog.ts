import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { staleBefore } from "../jobs/staleWork";
import type { ExportStatus } from "./exportSchemas";

/** State of an export. */
export interface ExportEntry {
  state: ExportStatus["state"];
  /** Since when, UTC. */
  at: string;
}

/** Requested exports and their state, in the `Ledgers` table. */
export class ExportLog {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Records the state of an export. */
  async save(ledgerId: string, exportId: string, state: ExportEntry["state"], now: Date): Promise<void> {
    await this.db.send(
      new PutCommand({
        TableName: this.table,
        Item: { ...keyOf(ledgerId, exportId), state, at: now.toISOString() },
      }),
    );
  }

  /** Notes how an export ended, unless its ledger was erased meanwhile. */
  async finish(ledgerId: string, exportId: string, state: "ready" | "failed", now: Date): Promise<void> {
    try {
      await this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...keyOf(ledgerId, exportId), state, at: now.toISOString() },
          ConditionExpression: "attribute_exists(sk)",
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** Returns the state of an export of this ledger; undefined if it does not exist. */
  async state(ledgerId: string, exportId: string, now: Date): Promise<ExportEntry["state"] | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(ledgerId, exportId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    return stateOf(Item as ExportEntry, now);
  }

  /** Returns the id of the export of this ledger that is being made; undefined if none is. */
  async running(ledgerId: string, now: Date): Promise<string | undefined> {
    // Ids are ULIDs, and there is one export at a time: if one is being made, it is the last.
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :export)",
        ExpressionAttributeValues: { ":ledger": ledgerId, ":export": EXPORT },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    const [last] = Items;
    if (last === undefined || stateOf(last as ExportEntry, now) !== "making") return undefined;
    return String(last.sk).slice(EXPORT.length);
  }
}

const EXPORT = "export#";

function keyOf(ledgerId: string, exportId: string) {
  return { ledgerId, sk: EXPORT + exportId };
}

/** One that has been "making" for too long has failed. */
function stateOf({ state, at }: ExportEntry, now: Date): ExportEntry["state"] {
  return state === "making" && at < staleBefore(now) ? "failed" : state;
}
