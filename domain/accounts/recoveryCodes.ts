import { createHash, randomBytes } from "node:crypto";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { RECOVERY_CODES } from "../ledgers/ledgerKeys";
import { CROCKFORD } from "../values/crockford";
import { RECOVERY_CODE_COUNT } from "../values/limits";

const GROUPS = 4;
const GROUP_LENGTH = 4;

/** A new code: 80 random bits in four groups of four characters. */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so each character is equally likely.
  const characters = [...randomBytes(GROUPS * GROUP_LENGTH)].map(
    (byte) => CROCKFORD[byte % CROCKFORD.length],
  );
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    characters.slice(index * GROUP_LENGTH, (index + 1) * GROUP_LENGTH).join(""),
  );
  return groups.join("-");
}

/**
 * The stored form of a code, however it was typed. A fast hash without a salt suffices: nobody can try 2^80 codes,
 * which are random and belong to one user each. Slow hashes protect secrets that people choose.
 */
export function hashOfRecoveryCode(typed: string): string {
  const code = typed.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return createHash("sha256")
    .update(code.replaceAll(/[^0-9A-Z]/g, ""))
    .digest("base64url");
}

/** The codes with which users turn off a lost second factor, one item per user in the `Ledgers` table. */
export class RecoveryCodes {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * Replaces the codes of a user.
   * @returns the new ones, which cannot be read again.
   */
  async replace(userId: string, now: Date): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODE_COUNT }, newRecoveryCode);
    const hashes = new Set(codes.map(hashOfRecoveryCode));
    const Item = { ...keyOf(userId), hashes, createdAt: now.toISOString() };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
    return codes;
  }

  /** The number of codes that a user has left. */
  async left(userId: string): Promise<number> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(userId), ConsistentRead: true }),
    );
    return Item?.hashes?.size ?? 0;
  }

  /**
   * Uses up a code. Of several requests with the same code, one succeeds.
   * @returns false if the code is not the user's, or no longer valid.
   */
  async consume(userId: string, code: string): Promise<boolean> {
    const hash = hashOfRecoveryCode(code);
    return written(
      this.db.send(
        new UpdateCommand({
          TableName: this.table,
          Key: keyOf(userId),
          UpdateExpression: "DELETE hashes :used",
          ConditionExpression: "contains(hashes, :hash)",
          ExpressionAttributeValues: { ":hash": hash, ":used": new Set([hash]) },
        }),
      ),
    );
  }

  /** Deletes the codes of a user. */
  async forget(userId: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: keyOf(userId) }));
  }
}

function keyOf(userId: string) {
  return { ledgerId: userId, sk: RECOVERY_CODES };
}
