import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { FORMER_SETTINGS, PROFILE, USER } from "./ledgerKeys";
import type { Ledger, StoredSettings, UserRecord } from "./model";
import { ledgerOf } from "./storedLedger";

/** The user and the ledger of a request. */
export interface Access {
  record: UserRecord;
  /** Absent if the request names none that could exist. */
  ledger: Ledger | undefined;
}

/**
 * Reads the two items that every request checks. Nothing is kept for the next request, which must see what changed
 * since.
 */
export class AccessReader {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Reads a user and a ledger in one consistent request. */
  async read(userId: string, ledgerId: string): Promise<Access & { ledger: Ledger }>;
  async read(userId: string, ledgerId: string | undefined): Promise<Access>;
  async read(userId: string, ledgerId: string | undefined): Promise<Access> {
    const items = await batchGet(this.db, this.table, [
      { ledgerId: userId, sk: USER },
      ...(ledgerId === undefined ? [] : [{ ledgerId, sk: PROFILE }]),
    ]);
    const record: UserRecord = items.find(({ sk }) => sk === USER) ?? {};
    if (ledgerId === undefined) return { record, ledger: undefined };
    const ledger = ledgerOf(
      ledgerId,
      items.find(({ sk }) => sk === PROFILE),
    );
    // Only users' own ledgers are that old.
    if (ledger.exists || ledgerId !== userId) return { record, ledger };
    return { record, ledger: { ...ledger, ...(await this.formerSettings(ledgerId)) } };
  }

  private async formerSettings(ledgerId: string): Promise<Partial<StoredSettings>> {
    const [item] = await batchGet(this.db, this.table, [{ ledgerId, sk: FORMER_SETTINGS }]);
    const { settings, version }: Partial<StoredSettings> = item ?? {};
    return { ...(settings && { settings }), ...(version !== undefined && { version }) };
  }
}
