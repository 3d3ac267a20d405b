import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { addressId } from "../quotas/addressId";
import { epochSeconds } from "../values/day";
import { HOUR_MS } from "../values/duration";
import { LOCALE_ATTRIBUTE } from "../values/groups";
import { SIGN_UP_HOURS } from "../values/limits";

const TERM_MS = SIGN_UP_HOURS * HOUR_MS;

/**
 * Time that users who signed up have for their first sign-in. Cognito reports when a user was created, but not when an
 * invitation was sent again; that is recorded in the `Ledgers` table, by address.
 */
export class Invitations {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Restarts the time of an address. */
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
 * The attributes of an invited user. The address counts as verified, because an invitation is accepted from the email.
 * Cognito passes its trigger no metadata, so the language is an attribute too.
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
