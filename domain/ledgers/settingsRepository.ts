import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { categoryKey } from "../expenses/category";
import type { Settings } from "./settings";

/** A ledger's settings and their version, which is 0 before they are first saved. */
export interface StoredSettings {
  settings: Settings;
  version: number;
}

/** Each ledger's settings, in the `Ledgers` table. */
export class SettingsRepository {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async get(ledgerId: string): Promise<StoredSettings> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(ledgerId), ConsistentRead: true }),
    );
    return { settings: distinct(Item?.settings ?? {}), version: Item?.version ?? 0 };
  }

  /**
   * Replaces version `previous` of the ledger's settings.
   * @returns false if another version is stored.
   */
  async replace(ledgerId: string, settings: Settings, previous: number): Promise<boolean> {
    try {
      await this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...keyOf(ledgerId), settings, version: previous + 1 },
          ConditionExpression: previous === 0 ? "attribute_not_exists(ledgerId)" : "version = :previous",
          ...(previous > 0 && { ExpressionAttributeValues: { ":previous": previous } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** Keeps the first of categories that are one by now: names with and without accents used to be two. */
function distinct(settings: Settings): Settings {
  const { categories } = settings;
  if (categories === undefined) return settings;
  const keys = categories.map(({ name }) => categoryKey(name));
  return {
    ...settings,
    categories: categories.filter((_, index) => keys.indexOf(keys[index] ?? "") === index),
  };
}

function keyOf(ledgerId: string) {
  return { ledgerId, sk: "settings" };
}
