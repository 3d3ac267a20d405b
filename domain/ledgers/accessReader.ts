import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { PROFILE, USER } from "./ledgerKeys";
import type { Ledger, StoredSettings, UserRecord } from "./model";

/** The user and the ledger of a request. */
export interface Access {
  record: UserRecord;
  ledger: Ledger;
}

/** Where an earlier release kept settings. They move into the profile when it is next written. */
const FORMER_SETTINGS = "settings";

/** Reads the two items that every request looks at. Nothing is kept for the next request: it must see what changed since. */
export class AccessReader {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Reads a user and a ledger in one consistent request. */
  async read(userId: string, ledgerId: string): Promise<Access> {
    const items = await batchGet(this.db, this.table, [
      { ledgerId: userId, sk: USER },
      { ledgerId, sk: PROFILE },
    ]);
    const record: UserRecord = items.find(({ sk }) => sk === USER) ?? {};
    const profile: Partial<StoredSettings & Pick<Ledger, "createdAt">> =
      items.find(({ sk }) => sk === PROFILE) ?? {};
    const exists = profile.version !== undefined;
    const stored = exists ? profile : await this.formerSettings(ledgerId);
    const { settings = {}, version = 0 } = stored;
    const { createdAt } = profile;
    return { record, ledger: { id: ledgerId, exists, settings, version, ...(createdAt && { createdAt }) } };
  }

  private async formerSettings(ledgerId: string): Promise<Partial<StoredSettings>> {
    const [item = {}] = await batchGet(this.db, this.table, [{ ledgerId, sk: FORMER_SETTINGS }]);
    return item;
  }
}
