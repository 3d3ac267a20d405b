import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { PROFILE, USER_SETTINGS } from "./ledgerKeys";
import type { Ledger } from "./model";
import type { UserSettings } from "./settings";
import { userPart } from "./settingsParts";
import { ledgerOf } from "./storedLedger";

/** A user's settings and their version, which is 0 before they are first saved. */
export interface StoredUserSettings {
  settings: UserSettings;
  version: number;
}

/**
 * The stored settings of a user: an item of their own, or part of those of the user's own ledger until they are
 * migrated.
 */
export function userSettingsOf(
  item: Record<string, unknown> | undefined,
  { settings }: Pick<Ledger, "settings">,
): StoredUserSettings {
  if (item === undefined) return { settings: userPart(settings), version: 0 };
  return { settings: item.settings as UserSettings, version: Number(item.version) };
}

/** The settings of users, in the `Ledgers` table. */
export class UserSettingsRepository {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Returns the language that a user has chosen; undefined if none. */
  async languageOf(userId: string): Promise<string | undefined> {
    const items = await batchGet(this.db, this.table, [keyOf(userId), { ledgerId: userId, sk: PROFILE }]);
    const find = (kind: string) => items.find(({ sk }) => sk === kind);
    return userSettingsOf(find(USER_SETTINGS), ledgerOf(userId, find(PROFILE))).settings.language;
  }

  /** Reads the settings of the user whose own ledger this is. */
  async read(own: Pick<Ledger, "id" | "settings">): Promise<StoredUserSettings> {
    const [item] = await batchGet(this.db, this.table, [keyOf(own.id)]);
    return userSettingsOf(item, own);
  }

  /**
   * Replaces a version by its next.
   * @returns undefined if another version is stored by now.
   */
  async replace(
    userId: string,
    version: number,
    settings: UserSettings,
  ): Promise<StoredUserSettings | undefined> {
    const next = { settings, version: version + 1 };
    const put = this.db.send(
      new PutCommand({
        TableName: this.table,
        Item: { ...keyOf(userId), ...next },
        ConditionExpression: version === 0 ? "attribute_not_exists(version)" : "version = :version",
        ...(version > 0 && { ExpressionAttributeValues: { ":version": version } }),
      }),
    );
    return (await written(put)) ? next : undefined;
  }
}

function keyOf(userId: string) {
  return { ledgerId: userId, sk: USER_SETTINGS };
}
