import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiDefinition } from "./apiDefinition";

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
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  UNAUTHORIZED: 401,
};

/** Answers a fault by the API's own gateway response of its type, else by its default one for 4xx or 5xx, else as AWS does. */
export function answerFault(
  api: ApiDefinition,
  fault: GatewayFault,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const usual = fault.status ?? STATUSES[fault.type];
  const fallback = usual < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  const own = api.gatewayResponses[fault.type] ?? api.gatewayResponses[fallback];
  const status = Number(own?.statusCode ?? usual);
  const template = own?.responseTemplates?.["application/json"] ?? '{"message":$context.error.messageString}';
  response.writeHead(status, {
    "Content-Type": "application/json",
    "x-amzn-RequestId": requestId,
    ...headersOf(own?.responseParameters ?? {}, request),
  });
  response.end(request.method === "HEAD" ? undefined : fill(template, fault, requestId));
}

/** `gatewayresponse.header.NAME` is set to a constant in quotes, or to a header of the request. */
function headersOf(parameters: Record<string, string>, request: IncomingMessage): Record<string, string> {
  const headers = Object.entries(parameters).map(([target, source]) => {
    const name = target.replace(/^gatewayresponse\.header\./, "");
    const constant = /^'(.*)'$/s.exec(source)?.[1];
    const header = /^method\.request\.header\.(.+)$/.exec(source)?.[1];
    return [name, constant ?? String(request.headers[header?.toLowerCase() ?? ""] ?? "")];
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
