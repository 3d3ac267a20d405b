import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { LETTER_MARK } from "../ledgers/ledgerKeys";

/** The last letter that was emailed to a user. */
export interface LetterMark {
  /** The month that it was about. */
  month?: string;
  /** Findings that it and earlier letters told, as long as they are findings; see `toldFindings.ts`. */
  told?: readonly string[];
  /** Distinguishes the attempt that made the mark from others at the same letter. Absent on older marks. */
  claim?: string;
  /** The text of the next letter, if its email was refused. */
  draft?: LetterDraft;
}

/** A text that was written for a letter. */
export interface LetterDraft {
  /** Hash of what it was written from. */
  of: string;
  text: string;
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
    const { ledgerId: _user, sk: _key, ...mark } = Item ?? {};
    return mark;
  }

  /**
   * Replaces the mark of a user: with that of a letter that is about to be emailed, or, if it was not, with the one
   * before. Repeating it changes nothing, so that a retry is not taken for another attempt.
   * @returns false if it is neither `before` nor `after` by now.
   */
  async replace(userId: string, before: LetterMark, after: LetterMark): Promise<boolean> {
    const { month, claim } = before;
    const own = month === undefined ? "attribute_not_exists(#month)" : "#month = :month";
    const expected = claim === undefined ? own : `(${own} AND claim = :claim)`;
    const isIn = after.claim !== undefined && after.claim !== claim;
    return written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...keyOf(userId), ...after },
          ConditionExpression: isIn ? `${expected} OR claim = :after` : expected,
          ExpressionAttributeNames: { "#month": "month" },
          ...valuesOf({
            ...(month !== undefined && { ":month": month }),
            ...(claim !== undefined && { ":claim": claim }),
            ...(isIn && { ":after": after.claim }),
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
