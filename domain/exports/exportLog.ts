import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { staleBefore } from "../jobs/staleWork";
import type { ExportFormat, ExportStatus } from "./exportSchemas";

/** State of an export. */
export interface ExportEntry {
  state: ExportStatus["state"];
  /** The time it began, UTC. */
  at: string;
  /** The files of the export, once it is ready. Exports of the previous release have those that every export has. */
  formats?: readonly ExportFormat[];
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

  /**
   * Records how an export ended, unless its ledger was erased meanwhile.
   * @param formats The files of the export; none if it failed.
   */
  async finish(
    ledgerId: string,
    exportId: string,
    formats: readonly ExportFormat[],
    now: Date,
  ): Promise<void> {
    const state = formats.length === 0 ? "failed" : "ready";
    await written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...keyOf(ledgerId, exportId), state, at: now.toISOString(), formats },
          ConditionExpression: "attribute_exists(sk)",
        }),
      ),
    );
  }

  /** Returns the state of an export of this ledger, with the files that it has; undefined if it does not exist. */
  async find(
    ledgerId: string,
    exportId: string,
    now: Date,
  ): Promise<Required<Pick<ExportEntry, "state" | "formats">> | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(ledgerId, exportId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { formats = ["json", "csv"], ...entry } = Item as ExportEntry;
    return { state: stateOf(entry, now), formats };
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
