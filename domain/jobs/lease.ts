import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { limitCalls } from "../aws/callLimit";
import { written } from "../aws/conditionally";
import { describe, log } from "../aws/log";
import { ApiError } from "../http/apiError";
import type { RefusalCode } from "../values/refusals";
import { SYSTEM_LEDGER } from "./jobLog";

/**
 * Longest time that a holder may work, in ms: longer than the functions that take a lease run, so that only a killed
 * function leaves it to expire.
 */
const TERM_MS = 20_000;

/**
 * Time before the end of a term after which the holder begins no more calls: a call may take a moment, and clocks
 * differ.
 */
const MARGIN_MS = 4_000;

/** Longest time that others wait for their turn, and the longest pause between two attempts. */
const PATIENCE_MS = 5_000;
const MAX_PAUSE_MS = 250;

/** A lock in `Ledgers` with one holder at a time. It ends on release or expiry. */
export class Lease {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly name: string,
    /** Refusal if the lease is not acquired in time. */
    private readonly contended: RefusalCode = "users.contended",
  ) {}

  /**
   * Runs work exclusively.
   * @throws ApiError 409 if others hold the lease for too long, LateCallError if the work calls AWS after the term is
   *   over, when somebody else may hold the lease.
   */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const holder = randomUUID();
    const until = await this.acquire(holder);
    try {
      return await limitCalls(() => Date.now() >= until - MARGIN_MS, work);
    } finally {
      await this.release(holder);
    }
  }

  private async acquire(holder: string): Promise<number> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const now = Date.now();
      if (await this.tryAcquire(holder, now)) return now + TERM_MS;
      if (now >= giveUpAt) throw new ApiError(this.contended);
      await pause(Math.random() * MAX_PAUSE_MS);
    }
  }

  private async tryAcquire(holder: string, now: number): Promise<boolean> {
    return written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          // A name may contain a user's ID, so a lease that a killed holder left is deleted by its TTL.
          Item: {
            ...this.key,
            holder,
            heldUntil: now + TERM_MS,
            expiresAt: Math.ceil((now + TERM_MS) / 1000),
          },
          // It is the holder's own if the answer to an earlier attempt was lost.
          ConditionExpression: "attribute_not_exists(sk) OR heldUntil < :now OR holder = :holder",
          ExpressionAttributeValues: { ":now": now, ":holder": holder },
        }),
      ),
    );
  }

  /** Never throws: the completed work stands, even if the lease has to expire by itself. */
  private async release(holder: string): Promise<void> {
    try {
      await this.db.send(
        new DeleteCommand({
          TableName: this.table,
          Key: this.key,
          ConditionExpression: "holder = :holder",
          ExpressionAttributeValues: { ":holder": holder },
        }),
      );
    } catch (error) {
      log("warn", "A lease was not given back and expires by itself", { error: describe(error) });
    }
  }

  private get key() {
    return { ledgerId: SYSTEM_LEDGER, sk: `lease#${this.name}` };
  }
}
