import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { CloudContext, InvokeResult } from "../../engine/service";
import type { LocalFunction } from "./model";

/** The inputs of `aws.lambda.FunctionEventInvokeConfig` that matter here. */
export interface EventInvokeConfig {
  functionName: string;
  maximumRetryAttempts?: number;
  /** A queue. */
  destinationConfig?: { onFailure: { destination: string } };
}

type Run = (local: LocalFunction, payload: string, requestId: string) => Promise<InvokeResult>;

export interface AsyncEvents {
  /**
   * Accepts an event: runs it immediately, then again after each delay while it fails, then passes it to the failure
   * destination.
   */
  add(local: LocalFunction, payload: string, config: EventInvokeConfig | undefined): void;
  idle(): Promise<void>;
  /** Drops the events that wait for another try. */
  stop(): void;
}

/** Lambda's queue for asynchronous events, kept in memory. */
export function asyncEvents(context: CloudContext, retryDelaysMs: readonly number[], run: Run): AsyncEvents {
  const pending = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function handle(
    local: LocalFunction,
    payload: string,
    config: EventInvokeConfig | undefined,
  ): Promise<void> {
    const requestId = randomUUID();
    const delays = retryDelaysMs.slice(0, config?.maximumRetryAttempts);
    let result = await run(local, payload, requestId);
    let tries = 1;
    for (const delay of delays) {
      if (!result.functionError || stopping.signal.aborted) break;
      await wait(delay, undefined, { signal: stopping.signal });
      result = await run(local, payload, requestId);
      tries++;
    }
    if (stopping.signal.aborted) return;
    const destination = config?.destinationConfig?.onFailure.destination;
    if (!destination || !result.functionError) return;
    await context.sendToQueue(
      destination,
      JSON.stringify(recordOf(local, payload, requestId, result, tries)),
    );
  }

  return {
    add(local, payload, config) {
      const work = handle(local, payload, config)
        .catch((error) => {
          if (!stopping.signal.aborted)
            local.log.add(`The asynchronous event could not be dealt with: ${error}`);
        })
        .finally(() => pending.delete(work));
      pending.add(work);
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
    stop: () => stopping.abort(),
  };
}

/** The record that Lambda sends to a destination. */
function recordOf(
  local: LocalFunction,
  payload: string,
  requestId: string,
  result: InvokeResult,
  tries: number,
): object {
  return {
    version: "1.0",
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${local.arn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: tries,
    },
    requestPayload: JSON.parse(payload),
    responseContext: {
      statusCode: 200,
      executedVersion: "$LATEST",
      functionError: result.functionError,
    },
    responsePayload: JSON.parse(result.payload),
  };
}
