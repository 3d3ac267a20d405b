import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { LEDGER_KIND_INDEX, USER_SETTINGS } from "../ledgers/ledgerKeys";
import type { UserSettings } from "../ledgers/settings";
import type { LetterReader } from "./letterSender";

/** Finds the users who want letters. */
export class LetterReaders {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** All of them, in pages. */
  async *all(): AsyncGenerator<LetterReader[]> {
    const query = {
      TableName: this.table,
      IndexName: LEDGER_KIND_INDEX,
      KeyConditionExpression: "sk = :kind",
      FilterExpression: "attribute_exists(settings.monthlyLetter)",
      ExpressionAttributeValues: { ":kind": USER_SETTINGS },
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      yield Items.flatMap(({ ledgerId, settings }) => {
        const wanted = settings as UserSettings;
        if (wanted.monthlyLetter === undefined) return [];
        return [{ userId: String(ledgerId), ledgerId: wanted.monthlyLetter.ledgerId, settings: wanted }];
      });
    }
  }
}
