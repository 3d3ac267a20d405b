import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { describe, log } from "../aws/log";
import { ApiError } from "../http/apiError";
import { SYSTEM_LEDGER } from "../jobs/jobLog";
import { epochSeconds } from "../values/day";
import { failureKind } from "../values/failures";
import { addressId } from "./addressId";
import { periodOf, QUOTAS, type QuotaKind, type QuotaLimits } from "./quotaKinds";

/** The owners of the counters that are used, besides the stack's. */
interface QuotaSubject {
  /** The user who causes the work. */
  userId?: string;
  /** The ledger in which it arises. */
  ledgerId?: string;
  /** The email address that it reaches or concerns. */
  email?: string;
  /** Units that the work takes. Default: 1. */
  units?: number;
}

/** A counter in the `Ledgers` table: of a user in their own ledger, of the stack in that of the system, or of an address. */
interface Counter {
  key: { ledgerId: string; sk: string };
  max: number;
  /** Units that the work takes. */
  units: number;
  /** The first instant after its period; DynamoDB deletes it later. */
  end: Date;
}

/**
 * Counts work that costs money or reaches people, so that nobody does more of it than the deployment allows. A unit is
 * reserved by conditional updates before the work begins: of the stack first, then of the user and the address. A retry
 * whose first answer was lost may be counted twice, but no work goes uncounted.
 */
export class Quotas {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly limits: QuotaLimits,
  ) {}

  /**
   * Runs work that has a quota. Failed work is not counted, unless it may have been done nevertheless.
   * @throws ApiError 429 if a counter is used up in this period.
   */
  async spend<T>(kind: QuotaKind, subject: QuotaSubject, now: Date, work: () => Promise<T>): Promise<T> {
    const counters = this.counters(kind, subject, now);
    const full = await this.take(counters);
    if (full !== undefined) throw refusal(kind, full, now);
    return this.countedUnlessFails(counters, work);
  }

  /**
   * Runs work that has a quota, if any of it is left in this period: for work that no user waits for, or whose refusal
   * must not show.
   * @returns false if none is left.
   */
  async trySpend(
    kind: QuotaKind,
    subject: QuotaSubject,
    now: Date,
    work: () => Promise<unknown>,
  ): Promise<boolean> {
    const counters = this.counters(kind, subject, now);
    if ((await this.take(counters)) !== undefined) return false;
    await this.countedUnlessFails(counters, work);
    return true;
  }

  /** Counts work that has been done, even beyond what is left: for work that turns out to have been more than expected. */
  async charge(kind: QuotaKind, subject: QuotaSubject, now: Date): Promise<void> {
    for (const { key, units, end } of this.counters(kind, subject, now)) {
      await this.update(key, {
        UpdateExpression: "ADD taken :units SET expiresAt = :end",
        ExpressionAttributeValues: { ":units": units, ":end": epochSeconds(end) },
      });
    }
  }

  /**
   * Returns the units that are left in this period, of the stack and of the user; `undefined` for one without a limit.
   */
  async left(kind: QuotaKind, userId: string, now: Date): Promise<{ stack?: number; user?: number }> {
    const { perStack, perUser } = this.limits[kind];
    const [first, second] = await this.leftOf(this.counters(kind, { userId }, now));
    const user = perStack === undefined ? first : second;
    return {
      ...(perStack !== undefined && { stack: first }),
      ...(perUser !== undefined && { user }),
    };
  }

  /** @throws ApiError 429 if a counter has too few units left in this period. */
  async requireLeft(kind: QuotaKind, subject: QuotaSubject, now: Date): Promise<void> {
    const counters = this.counters(kind, subject, now);
    const left = await this.leftOf(counters);
    const full = counters.find(({ units }, index) => (left[index] ?? 0) < units);
    if (full !== undefined) throw refusal(kind, full, now);
  }

  private async countedUnlessFails<T>(counters: readonly Counter[], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!mayBeDone(error)) await this.subtract(counters);
      throw error;
    }
  }

  /** The stack's counter first. */
  private counters(
    kind: QuotaKind,
    { userId, ledgerId, email, units = 1 }: QuotaSubject,
    now: Date,
  ): Counter[] {
    const { perStack, perUser, perLedger, perAddress } = this.limits[kind];
    const { name, end } = periodOf(kind, now);
    const sk = `quota#${kind}#${name}`;
    const counter = (owner: string | undefined, max: number | undefined, key = sk): Counter[] =>
      owner === undefined || max === undefined
        ? []
        : [{ key: { ledgerId: owner, sk: key }, max, units, end }];
    return [
      ...counter(SYSTEM_LEDGER, perStack),
      ...counter(userId, perUser),
      ...counter(email && addressId(email), perAddress),
      ...(ledgerId === undefined ? [] : counter(userId, perLedger, `${sk}#${ledgerId}`)),
    ];
  }

  /** @returns the counter that has no room; undefined if each was charged a unit. */
  private async take(counters: readonly Counter[]): Promise<Counter | undefined> {
    // A read costs a fraction of the writes. It also prevents users who have used up their own quota from holding the
    // stack's, even until it is given back.
    const left = await this.leftOf(counters);
    const full = counters.find((counter, index) => (left[index] ?? 0) < counter.units);
    if (full !== undefined) return full;
    for (const [index, counter] of counters.entries()) {
      if (await this.add(counter)) continue;
      await this.subtract(counters.slice(0, index));
      return counter;
    }
    return undefined;
  }

  /** Units that are left of each counter. */
  private async leftOf(counters: readonly Counter[]): Promise<number[]> {
    const items = await batchGet(
      this.db,
      this.table,
      counters.map(({ key }) => key),
    );
    const taken = ({ key }: Counter) =>
      Number(items.find(({ sk, ledgerId }) => isKey(key, { sk, ledgerId }))?.taken ?? 0);
    return counters.map((counter) => Math.max(counter.max - taken(counter), 0));
  }

  private async add({ key, max, units, end }: Counter): Promise<boolean> {
    return this.update(key, {
      UpdateExpression: "ADD taken :units SET expiresAt = :end",
      ConditionExpression: "attribute_not_exists(taken) OR taken <= :most",
      ExpressionAttributeValues: { ":units": units, ":most": max - units, ":end": epochSeconds(end) },
    });
  }

  /** Never throws: a unit that is counted though nothing was done goes with its period. */
  private async subtract(counters: readonly Counter[]): Promise<void> {
    for (const { key, units } of counters) {
      try {
        // Not of an expired counter: it would come back without an expiry.
        await this.update(key, {
          UpdateExpression: "ADD taken :back",
          ConditionExpression: "taken >= :units",
          ExpressionAttributeValues: { ":back": -units, ":units": units },
        });
      } catch (error) {
        log("warn", "A unit of a quota was not given back", { error: describe(error) });
      }
    }
  }

  /** @returns false if the condition does not hold. */
  private async update(
    Key: Counter["key"],
    update: {
      UpdateExpression: string;
      ConditionExpression?: string;
      ExpressionAttributeValues: Record<string, number>;
    },
  ): Promise<boolean> {
    return written(this.db.send(new UpdateCommand({ TableName: this.table, Key, ...update })));
  }
}

/**
 * True if failed work may have been done: no answer came in time, or one came only to a retry. If the answer to a sent
 * Cognito email is lost, the second attempt is refused, since the user exists by then.
 */
function mayBeDone(error: unknown): boolean {
  const { name = "", $metadata } = error as { name?: string; $metadata?: { attempts?: number } };
  return ($metadata?.attempts ?? 1) > 1 || failureKind(name) === "unavailable";
}

function isKey(key: Counter["key"], { sk, ledgerId }: Record<string, unknown>): boolean {
  return key.sk === sk && key.ledgerId === ledgerId;
}

const CODES = { hour: "quota.perHour", day: "quota.perDay", month: "quota.perMonth" } as const;

function refusal(kind: QuotaKind, { key, max, end }: Counter, now: Date): ApiError {
  const retryAfter = Math.ceil((end.getTime() - now.getTime()) / 1000);
  if (key.ledgerId === SYSTEM_LEDGER) return new ApiError("quota.ofAll", { retryAfter });
  return new ApiError(CODES[QUOTAS[kind].period], { values: { max }, retryAfter });
}
