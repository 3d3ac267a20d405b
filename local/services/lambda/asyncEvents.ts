import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { functionNameOf } from "../../engine/arn";
import type { CloudContext, InvokeResult, ResourceRequest, ResourceResult } from "../../engine/service";
import type { LocalFunction } from "./model";

/** The inputs of `aws.lambda.FunctionEventInvokeConfig` that matter here. */
interface EventInvokeConfig {
  functionName: string;
  maximumRetryAttempts?: number;
  /** A queue. */
  destinationConfig?: { onFailure: { destination: string } };
}

type Run = (local: LocalFunction, payload: string, requestId: string) => Promise<InvokeResult>;

/** Lambda's queue for asynchronous events, kept in memory. */
export class AsyncEvents {
  private readonly configs = new Map<string, EventInvokeConfig>();
  private readonly pending = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly context: Pick<CloudContext, "sendToQueue">,
    private readonly retryDelaysMs: readonly number[],
    private readonly run: Run,
  ) {}

  /** Says how often the events of a function are tried, and where those go that failed. */
  configure({ inputs }: ResourceRequest): ResourceResult {
    const config = inputs as unknown as EventInvokeConfig;
    const name = functionNameOf(config.functionName);
    this.configs.set(name, config);
    return { id: name, state: inputs };
  }

  /** Takes an event: it runs at once, again after each delay while it fails, then goes to the failure destination. */
  add(local: LocalFunction, payload: string): void {
    const { stopping, pending } = this;
    const work = this.handle(local, payload, this.configs.get(local.name))
      .catch((error) => {
        if (!stopping.signal.aborted)
          local.log.add(`The asynchronous event could not be dealt with: ${error}`);
      })
      .finally(() => pending.delete(work));
    pending.add(work);
  }

  async idle(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  /** Drops the events that wait for another try. */
  stop(): void {
    this.stopping.abort();
  }

  private async handle(
    local: LocalFunction,
    payload: string,
    config: EventInvokeConfig | undefined,
  ): Promise<void> {
    const { signal } = this.stopping;
    const requestId = randomUUID();
    const delays = this.retryDelaysMs.slice(0, config?.maximumRetryAttempts);
    let result = await this.run(local, payload, requestId);
    let tries = 1;
    for (const delay of delays) {
      if (!result.functionError || signal.aborted) break;
      await wait(delay, undefined, { signal });
      result = await this.run(local, payload, requestId);
      tries++;
    }
    if (signal.aborted) return;
    const destination = config?.destinationConfig?.onFailure.destination;
    if (!destination || !result.functionError) return;
    await this.context.sendToQueue(
      destination,
      JSON.stringify(recordOf(local, payload, requestId, result, tries)),
    );
  }
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
