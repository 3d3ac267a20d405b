import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { staleBefore } from "../jobs/staleWork";
import type { ExportedFiles, ExportFormat, ExportStatus } from "./exportSchemas";

/** State of an export. */
interface ExportEntry {
  state: ExportStatus["state"];
  /** The time it began, UTC. */
  at: string;
  /** The files of the export, once it is ready. Exports of the previous release have those that every export has. */
  formats?: readonly ExportFormat[];
  /** The number of receipts that the archive lacks; absent if none. */
  missingReceipts?: number;
}

type FoundExport = Required<Pick<ExportEntry, "state" | "formats" | "missingReceipts">>;

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

  /** Records how an export ended, unless its ledger was erased meanwhile. */
  async finish(
    ledgerId: string,
    exportId: string,
    { formats, missingReceipts }: ExportedFiles,
    now: Date,
  ): Promise<void> {
    const state = formats.length === 0 ? "failed" : "ready";
    const missing = missingReceipts > 0 && { missingReceipts };
    await written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...keyOf(ledgerId, exportId), state, at: now.toISOString(), formats, ...missing },
          ConditionExpression: "attribute_exists(sk)",
        }),
      ),
    );
  }

  /** Returns the state of an export of this ledger, with the files that it has; undefined if it does not exist. */
  async find(ledgerId: string, exportId: string, now: Date): Promise<FoundExport | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(ledgerId, exportId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { formats = ["json", "csv"], missingReceipts = 0, ...entry } = Item as ExportEntry;
    return { state: stateOf(entry, now), formats, missingReceipts };
  }

  /** Returns the ID of the export of this ledger that is under way; undefined if none is. */
  async running(ledgerId: string, now: Date): Promise<string | undefined> {
    // IDs are ULIDs, and exports run one at a time: an export under way is the last.
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

/** An export that has been "making" for too long has failed. */
function stateOf({ state, at }: ExportEntry, now: Date): ExportEntry["state"] {
  return state === "making" && at < staleBefore(now) ? "failed" : state;
}
