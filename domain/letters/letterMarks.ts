import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { LETTER_MARK } from "../ledgers/ledgerKeys";

/** The last letter that was emailed to a user. */
export interface LetterMark {
  /** The month that it was about. */
  month?: string;
  /** Keys of findings that it and earlier letters told, as long as they are findings. */
  told?: readonly string[];
}

/** Remembers for each user the last letter that was emailed. */
export class LetterMarks {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** The mark of a user; empty before the first letter. */
  async read(userId: string): Promise<LetterMark> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(userId), ConsistentRead: true }),
    );
    const { month, told } = (Item ?? {}) as LetterMark;
    return { ...(month !== undefined && { month }), ...(told !== undefined && { told }) };
  }

  /**
   * Replaces the mark of a user: with that of a letter that is about to be emailed, or, if it was not, with the one
   * before.
   * @returns false if it is not `before` by now.
   */
  async replace(userId: string, before: LetterMark, after: LetterMark): Promise<boolean> {
    const { month, told } = after;
    const { month: expected } = before;
    return written(
      this.db.send(
        new UpdateCommand({
          TableName: this.table,
          Key: keyOf(userId),
          UpdateExpression: month === undefined ? "REMOVE #month, told" : "SET #month = :month, told = :told",
          ConditionExpression: expected === undefined ? "attribute_not_exists(#month)" : "#month = :expected",
          ExpressionAttributeNames: { "#month": "month" },
          ...valuesOf({
            ...(month !== undefined && { ":month": month, ":told": told ?? [] }),
            ...(expected !== undefined && { ":expected": expected }),
          }),
        }),
      ),
    );
  }
}

const keyOf = (userId: string) => ({ ledgerId: userId, sk: LETTER_MARK });

/** DynamoDB refuses an empty map of values. */
const valuesOf = (values: Record<string, unknown>) =>
  Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
