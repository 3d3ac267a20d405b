import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { ApiDefinition } from "./definition";

/** An answer that API Gateway gives by itself. */
export interface GatewayFault {
  type: keyof typeof STATUSES;
  message: string;
  /** For `BAD_REQUEST_BODY`: what is wrong. */
  validationError?: string;
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
  const { status, headers, body } = faultAnswer(api, fault, requestId, request.headers);
  response.writeHead(status, headers);
  response.end(request.method === "HEAD" ? undefined : body);
}

/** The answer to a fault: the API's own gateway response of its type, else its default one for 4xx or 5xx, else AWS's. */
export function faultAnswer(
  api: ApiDefinition,
  fault: GatewayFault,
  requestId: string,
  requestHeaders: IncomingHttpHeaders,
): { status: number; headers: Record<string, string>; body: string } {
  const usual = fault.status ?? STATUSES[fault.type];
  const fallback = usual < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  const own = api.gatewayResponses[fault.type] ?? api.gatewayResponses[fallback];
  const template = own?.responseTemplates?.["application/json"] ?? '{"message":$context.error.messageString}';
  return {
    status: Number(own?.statusCode ?? usual),
    headers: {
      "Content-Type": "application/json",
      "x-amzn-RequestId": requestId,
      ...headersOf(own?.responseParameters ?? {}, requestHeaders),
    },
    body: fill(template, fault, requestId),
  };
}

/** `gatewayresponse.header.NAME` is set to a constant in quotes, or to a header of the request. */
function headersOf(parameters: Record<string, string>, request: IncomingHttpHeaders): Record<string, string> {
  const headers = Object.entries(parameters).map(([target, source]) => {
    const name = target.replace(/^gatewayresponse\.header\./, "");
    const constant = /^'(.*)'$/s.exec(source)?.[1];
    const header = /^method\.request\.header\.(.+)$/.exec(source)?.[1];
    return [name, constant ?? String(request[header?.toLowerCase() ?? ""] ?? "")];
  });
  return Object.fromEntries(headers);
}

function fill(template: string, fault: GatewayFault, requestId: string): string {
  const variables: Record<string, string> = {
    "error.message": fault.message,
    "error.messageString": JSON.stringify(fault.message),
    "error.responseType": fault.type,
    "error.validationErrorString": fault.validationError ?? "",
    requestId,
  };
  // Unknown variables are empty, as in AWS's templates.
  return template.replace(/\$context\.([\w.]*\w)/g, (_, name) => variables[name] ?? "");
}
