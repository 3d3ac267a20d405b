import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import XMLBuilder from "fast-xml-builder";
import type { AwsError } from "./awsError";

/** Shapes of an error in AWS's protocols. */
export type ErrorShape = "json" | "query" | "ec2" | "s3";

/** Services whose protocol is XML over REST; other services without a form speak JSON. */
const REST_XML = ["cloudfront", "route53"];

/** The error format of the service with this credential scope. */
export function errorShapeOf({ headers }: Pick<IncomingMessage, "headers">, scope: string): ErrorShape {
  if (headers["x-amz-target"] !== undefined) return "json";
  if (scope === "s3" || scope === "ec2") return scope;
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return isForm || REST_XML.includes(scope) ? "query" : "json";
}

const xml = new XMLBuilder();

/** Responds with an error of the endpoint itself, in the format of a service's protocol. */
export function sendFailure(response: ServerResponse, shape: ErrorShape, error: AwsError): void {
  if (response.headersSent) {
    // A response that is complete leaves its connection to the next request.
    if (!response.writableEnded) response.destroy();
    return;
  }
  const { code: Code, message: Message, status } = error;
  const RequestId = randomUUID();
  if (shape === "json") {
    response.writeHead(status, { "Content-Type": "application/x-amz-json-1.0", "x-amzn-ErrorType": Code });
    response.end(JSON.stringify({ __type: Code, message: Message }));
    return;
  }
  const bodies = {
    query: {
      ErrorResponse: { Error: { Type: status < 500 ? "Sender" : "Receiver", Code, Message }, RequestId },
    },
    ec2: { Response: { Errors: { Error: { Code, Message } }, RequestID: RequestId } },
    s3: { Error: { Code, Message, RequestId } },
  };
  response.writeHead(status, { "Content-Type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml.build(bodies[shape])}`);
}
