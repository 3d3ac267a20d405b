import type { ApiOperation } from "./model";

/** The throttling limits of a stage's methods. */
interface ThrottlingLimits {
  /** Requests per second. */
  rateLimit: number;
  /** Concurrent requests. */
  burstLimit: number;
}

/**
 * Throttles a stage as API Gateway does: limits "are applied at the API method level for a stage", so settings for all methods give
 * each one a bucket of its own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class Throttle {
  private limits: ThrottlingLimits | undefined;
  private readonly buckets = new Map<ApiOperation, TokenBucket>();

  /** @param now A clock in milliseconds that never goes back. */
  constructor(private readonly now: () => number) {}

  /** Sets the limits of every method. Without limits nothing is throttled. */
  limit(limits: ThrottlingLimits): void {
    this.limits = limits;
    this.buckets.clear();
  }

  /** Returns true if a request to a method may pass now. */
  admits(operation: ApiOperation): boolean {
    if (this.limits === undefined) return true;
    const bucket = this.buckets.get(operation) ?? new TokenBucket(this.limits, this.now);
    this.buckets.set(operation, bucket);
    return bucket.take();
  }
}

/** Holds up to `burstLimit` tokens, which come back at `rateLimit` a second. A request takes one. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly limits: ThrottlingLimits,
    private readonly now: () => number,
  ) {
    this.tokens = limits.burstLimit;
    this.filledAt = now();
  }

  /** Takes a token, if there is one. */
  take(): boolean {
    const { rateLimit, burstLimit } = this.limits;
    const now = this.now();
    this.tokens = Math.min(burstLimit, this.tokens + ((now - this.filledAt) / 1000) * rateLimit);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
