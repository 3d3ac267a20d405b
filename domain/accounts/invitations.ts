import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { epochSeconds } from "../expenses/expenseVersions";
import { addressId } from "../quotas/addressId";
import { HOUR_MS } from "../values/duration";
import { LOCALE_ATTRIBUTE } from "../values/groups";
import { SIGN_UP_HOURS } from "../values/limits";

const TERM_MS = SIGN_UP_HOURS * HOUR_MS;

/**
 * Time that those who signed up have for their first sign-in. Cognito tells when a user was created, and not when an invitation was
 * sent again; that is noted in the `Ledgers` table, by address.
 */
export class Invitations {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Starts the time of an address anew. */
  async extend(email: string, now: Date): Promise<void> {
    const end = new Date(now.getTime() + TERM_MS);
    await this.db.send(
      new PutCommand({
        TableName: this.table,
        Item: { ...keyOf(email), endsAt: end.toISOString(), expiresAt: epochSeconds(end) },
      }),
    );
  }

  /** Returns true if the time of a user who was created at `createdAt` is over. */
  async isOver(email: string, createdAt: Date, now: Date): Promise<boolean> {
    if (createdAt.getTime() + TERM_MS > now.getTime()) return false;
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(email), ConsistentRead: true }),
    );
    return Item === undefined || Item.endsAt <= now.toISOString();
  }
}

/**
 * The attributes of a user who is invited. An invitation is the answer to a mail, so the address counts as verified; Cognito hands its
 * trigger no metadata, so the language is one of them.
 */
export function invitedAttributes(email: string, language?: string, others: Record<string, string> = {}) {
  const attributes = {
    email,
    email_verified: "true",
    ...others,
    ...(language && { [LOCALE_ATTRIBUTE]: language }),
  };
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

function keyOf(email: string) {
  return { ledgerId: addressId(email), sk: "invitation" };
}
