/**
 * Timeouts and retries of every client. Up to two retries with the SDK's jittered backoff; at 3 s each, the slowest answer comes
 * well before API Gateway gives up after 29 s (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
 *
 * In a file of its own, because a function's bundle holds each client that the files it imports can make.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};
