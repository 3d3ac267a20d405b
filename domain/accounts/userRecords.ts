import { setTimeout as pause } from "node:timers/promises";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { ApiError } from "../http/apiError";
import { itemsOfKind } from "../ledgers/kindItems";
import { USER } from "../ledgers/ledgerKeys";
import type { UserRecord } from "../ledgers/model";
import { epochSeconds } from "../values/day";
import { DAY_SECONDS } from "../values/duration";
import { RECOVERY_DAYS } from "../values/limits";

/** Longer than a table can be restored to: the marker tells which accounts to erase again afterwards. */
export const MARKER_DAYS = RECOVERY_DAYS + 1;

/** A right that a user's item can take away. */
export type Right = "enabled" | "admin";

/** Writes the restrictions of users in the `Ledgers` table; `ledgers/principal.ts` says what they mean. */
export class UserRecords {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Returns the records of the given users that have one, by ID. */
  async get(userIds: readonly string[]): Promise<Map<string, UserRecord>> {
    const keys = userIds.map((ledgerId) => ({ ledgerId, sk: USER }));
    const items = await batchGet(this.db, this.table, keys);
    return new Map(items.map(({ ledgerId, ...record }) => [String(ledgerId), record]));
  }

  /** The items of all users that have one, in pages. */
  async *all(): AsyncGenerator<(UserRecord & { id: string })[]> {
    const query = {
      ProjectionExpression: "ledgerId, closed, enabled, disabledSince, expiresAt, missingSince",
    };
    for await (const items of itemsOfKind(this.db, this.table, USER, query)) {
      yield items.map(({ ledgerId, ...record }) => ({ ...record, id: String(ledgerId) }));
    }
  }

  /** Records that Cognito does not know the user, unless the account is closed. */
  async markMissing(userId: string, now: Date): Promise<void> {
    await written(
      this.update(userId, {
        UpdateExpression: "SET missingSince = if_not_exists(missingSince, :now)",
        ConditionExpression: "attribute_not_exists(closed)",
        ExpressionAttributeValues: { ":now": now.toISOString() },
      }),
    );
  }

  /** Reverts {@link markMissing}. */
  async markFound(userId: string): Promise<void> {
    await this.update(userId, { UpdateExpression: "REMOVE missingSince" });
  }

  /** Records that a user was disabled outside the API, and ends their sessions. A change that is under way stays. */
  async markDisabled(userId: string, now: Date): Promise<void> {
    await written(
      this.update(userId, {
        UpdateExpression: "SET disabledSince = :at, validAfter = :now",
        ConditionExpression:
          "attribute_not_exists(disabledSince) AND attribute_not_exists(enabled) AND attribute_not_exists(closed)",
        ExpressionAttributeValues: { ":at": now.toISOString(), ":now": epochSeconds(now) },
      }),
    );
  }

  /** Records that a user was enabled outside the API, unless they were disabled again since. */
  async markEnabled(userId: string, disabledSince: string): Promise<void> {
    await written(
      this.update(userId, {
        UpdateExpression: "REMOVE disabledSince",
        ConditionExpression: "disabledSince = :since",
        ExpressionAttributeValues: { ":since": disabledSince },
      }),
    );
  }

  /** Takes a right away from the next request on, until {@link settle}. */
  async deny(userId: string, right: Right): Promise<void> {
    await this.update(userId, {
      UpdateExpression: `SET ${right} = :false`,
      ExpressionAttributeValues: { ":false": false },
    });
  }

  /** Leaves a right to Cognito again, which has given it. */
  async settle(userId: string, right: Right): Promise<void> {
    const mark = right === "enabled" ? ", disabledSince" : "";
    await this.update(userId, { UpdateExpression: `REMOVE ${right}${mark}` });
  }

  /** Calls {@link deny}, and ends every session that began before now. */
  async denyAndEndSessions(userId: string, right: Right): Promise<void> {
    await this.update(userId, {
      UpdateExpression: `SET ${right} = :false, validAfter = :now`,
      ExpressionAttributeValues: { ":false": false, ":now": epochSeconds(new Date()) },
    });
  }

  /**
   * Leaves a right to Cognito, which has taken it, for sessions that begin from now on: a session that began during the
   * change may have the right in its token.
   */
  async settleForNewSessions(userId: string, right: Right): Promise<void> {
    const at = new Date();
    const now = epochSeconds(at);
    const isDisabled = right === "enabled";
    await this.update(userId, {
      UpdateExpression: `SET validAfter = :now${isDisabled ? ", disabledSince = :at" : ""} REMOVE ${right}`,
      ExpressionAttributeValues: { ":now": now, ...(isDisabled && { ":at": at.toISOString() }) },
    });
    await nextSecond(now);
  }

  /**
   * Ends every session that began before now, for API requests.
   * @returns Resolves once a new sign-in can be told apart from earlier ones.
   */
  async endSessions(userId: string): Promise<() => Promise<void>> {
    const now = epochSeconds(new Date());
    await this.update(userId, {
      UpdateExpression: "SET validAfter = :now",
      ExpressionAttributeValues: { ":now": now },
    });
    return () => nextSecond(now);
  }

  /** Closes an account for good. The item stays as long as anything of the account may be left. */
  async close(userId: string, now: Date): Promise<void> {
    await this.update(userId, {
      UpdateExpression:
        "SET closed = if_not_exists(closed, :at), validAfter = :now REMOVE enabled, admin, deviceKey, missingSince",
      ExpressionAttributeValues: { ":at": now.toISOString(), ":now": epochSeconds(now) },
    });
  }

  /** Removes the item of a user whose account now belongs to another user. */
  async forget(userId: string): Promise<void> {
    const Key = { ledgerId: userId, sk: USER };
    await this.db.send(new DeleteCommand({ TableName: this.table, Key }));
  }

  /** Sets the TTL of an erased account's item. */
  async expire(userId: string, now: Date): Promise<void> {
    await this.update(userId, {
      UpdateExpression: "SET expiresAt = :end",
      ExpressionAttributeValues: { ":end": epochSeconds(now) + MARKER_DAYS * DAY_SECONDS },
    });
  }

  /**
   * Returns the key under which the user's devices keep unsent entries: the same until the account is closed.
   * @param fresh Becomes the key if there is none yet.
   * @throws ApiError 401 if the account has been closed since the request was let in.
   */
  async deviceKey(userId: string, fresh: string): Promise<string> {
    const update = this.update(userId, {
      UpdateExpression: "SET deviceKey = if_not_exists(deviceKey, :fresh)",
      ConditionExpression: "attribute_not_exists(closed)",
      ExpressionAttributeValues: { ":fresh": fresh },
      ReturnValues: "UPDATED_NEW",
    });
    if (!(await written(update))) throw new ApiError("session.expired");
    return String((await update).Attributes?.deviceKey);
  }

  private update(userId: string, update: Omit<UpdateCommandInput, "TableName" | "Key">) {
    return this.db.send(
      new UpdateCommand({ TableName: this.table, Key: { ledgerId: userId, sk: USER }, ...update }),
    );
  }
}

/**
 * Waits for the end of the current second: Cognito reports the time of a sign-in in whole seconds, and accepts every
 * session that begins later.
 */
async function nextSecond(seconds: number): Promise<void> {
  await pause((seconds + 1) * 1000 - Date.now());
}
