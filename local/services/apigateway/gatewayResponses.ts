import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiDefinition } from "./model";

/** A response that API Gateway generates itself. */
export interface GatewayFault {
  type: keyof typeof STATUSES;
  message: string;
  /** AWS answers some faults with another status than the type's own. */
  status?: number;
}

/** The types that occur here, with their default status. */
const STATUSES = {
  API_CONFIGURATION_ERROR: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: 400,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
};

/** Sends the answer to a fault. */
export function answerFault(
  api: ApiDefinition,
  fault: GatewayFault,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { status, headers, body } = faultAnswer(api, fault, requestId);
  response.writeHead(status, headers);
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Returns the response to a fault: the API's gateway response of its type, or its default for 4xx or 5xx, or AWS's. */
export function faultAnswer(
  api: ApiDefinition,
  fault: GatewayFault,
  requestId: string,
): { status: number; headers: Record<string, string>; body: string } {
  const usual = fault.status ?? STATUSES[fault.type];
  const fallback = usual < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  const own = api.gatewayResponses[fault.type] ?? api.gatewayResponses[fallback];
  return {
    status: own?.status ?? usual,
    headers: { "Content-Type": "application/json", "x-amzn-RequestId": requestId, ...own?.headers },
    body: own?.body ?? JSON.stringify({ message: fault.message }),
  };
}
