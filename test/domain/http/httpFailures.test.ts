import { mock } from "node:test";
import { TooManyRequestsException } from "@aws-sdk/client-cognito-identity-provider";
import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { expect } from "chai";
import { httpHandler } from "../../../domain/http/httpHandler";
import { problem } from "../../helpers/problem";

const event = {
  httpMethod: "GET",
  resource: "/admin/users",
  requestContext: { requestId: "id" },
} as unknown as APIGatewayProxyEvent;
const context = { awsRequestId: "id", getRemainingTimeInMillis: () => 15_000 } as unknown as Context;

describe("An operation that fails", () => {
  beforeEach(() => mock.method(console, "error", () => undefined));
  afterEach(() => mock.restoreAll());

  async function answerTo(error: Error) {
    const { statusCode, headers, body } = await httpHandler("https://example.com", () =>
      Promise.reject(error),
    )(event, context);
    return { status: statusCode, retryAfter: headers?.["Retry-After"], body: JSON.parse(body) };
  }
  const named = (name: string) => Object.assign(new Error("English of AWS."), { name });
  const $metadata = { httpStatusCode: 400 };

  for (const error of [
    new TooManyRequestsException({ message: "Rate exceeded", $metadata }),
    named("LimitExceededException"),
    named("ThrottlingException"),
    named("SlowDown"),
    named("InternalErrorException"),
    named("ServiceUnavailableException"),
    named("TimeoutError"),
    Object.assign(new Error("Connection reset."), { code: "ECONNRESET" }),
  ]) {
    it(`asks to try again if it is throttled or cannot reach a service: ${error.name} ${error.message}`, async () => {
      const body = problem("server.busy");
      expect(await answerTo(error)).to.deep.equal({ status: 503, retryAfter: "2", body });
    });
  }

  for (const name of [
    "TypeError",
    "ValidationException",
    "AccessDeniedException",
    "NotAuthorizedException",
  ]) {
    it(`is a fault of ours otherwise: ${name}`, async () => {
      const body = problem("server.failed");
      expect(await answerTo(named(name))).to.deep.equal({ status: 500, retryAfter: undefined, body });
    });
  }
});
