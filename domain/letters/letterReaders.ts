import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { itemsOfKind } from "../ledgers/kindItems";
import { USER_SETTINGS } from "../ledgers/ledgerKeys";
import type { UserSettings } from "../ledgers/settings";
import type { LetterReader } from "./letterSender";

/** Finds the users who want letters. */
export class LetterReaders {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** All users who want letters, in pages. */
  async *all(): AsyncGenerator<LetterReader[]> {
    const query = { FilterExpression: "attribute_exists(settings.monthlyLetter)" };
    for await (const items of itemsOfKind(this.db, this.table, USER_SETTINGS, query)) {
      yield items.flatMap(({ ledgerId, settings }) => {
        const wanted = settings as UserSettings;
        if (wanted.monthlyLetter === undefined) return [];
        return [{ userId: String(ledgerId), ledgerId: wanted.monthlyLetter.ledgerId, settings: wanted }];
      });
    }
  }
}
