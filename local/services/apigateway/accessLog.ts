import type { IncomingMessage, ServerResponse } from "node:http";
import { clfTime } from "./event";

/** Facts about a request while it is being answered. */
export interface AccessRecord {
  requestId: string;
  /** Epoch milliseconds. */
  receivedAt: number;
  resourcePath?: string;
  claims?: Readonly<Record<string, unknown>>;
  error?: string;
}

/** Returns the access log's line for an answered request, with `-` for unknown values. */
export function accessLine(
  format: string,
  record: AccessRecord,
  request: IncomingMessage,
  response: ServerResponse,
): string {
  const { requestId, receivedAt, resourcePath, claims, error } = record;
  const values: Record<string, unknown> = {
    requestId,
    extendedRequestId: requestId,
    requestTime: clfTime(receivedAt),
    requestTimeEpoch: receivedAt,
    httpMethod: request.method,
    resourcePath,
    status: response.statusCode,
    responseLatency: Date.now() - receivedAt,
    responseLength: response.getHeader("content-length") ?? 0,
    "identity.sourceIp": request.socket.remoteAddress,
    "error.message": error,
  };
  return format.replace(/\$context\.([\w.]+)/g, (_, name: string) => {
    const claim = /^authorizer\.claims\.(.+)$/.exec(name)?.[1];
    return String((claim === undefined ? values[name] : claims?.[claim]) ?? "-");
  });
}
