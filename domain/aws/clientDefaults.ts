import { NoOpLogger } from "@smithy/core/client";
import { requireCallTime } from "./callLimit";
import { Sha256 } from "./sha256";

/** The part of an SDK client's HTTP handler that is used here. */
interface HttpHandler {
  handle(request: never, options?: never): Promise<unknown>;
}

/**
 * The SDK's silent logger, without `info`: for it the SDK would copy the input and the output of each call, without
 * what is sensitive.
 */
const logger = Object.assign(new NoOpLogger(), { info: undefined }) as unknown as NoOpLogger;

/**
 * Timeouts and retries of every client. Up to two retries with the SDK's jittered backoff; at 3 s each, the slowest
 * answer comes well before API Gateway gives up after 29 s
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
 * In a file of its own, because a function's bundle contains every client that the imported files can create.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  extensions: [{ configure: withCallLimit }],
  logger,
  sha256: Sha256,
};

/**
 * Maximum number of concurrent requests: the SDK keeps as many connections per host (`maxSockets`), and more would
 * queue.
 */
export const CONCURRENT_REQUESTS = 50;

/** Checks the time before each attempt of a call, so that a retry is refused too. */
function withCallLimit(client: { httpHandler(): HttpHandler }): void {
  const handler = client.httpHandler();
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    requireCallTime();
    return handle(request, options);
  };
}
