import { expect } from "chai";
import { type FailureKind, kindOf } from "../../domain/values/failures";
import { REFUSALS, type RefusalCode } from "../../domain/values/refusals";
import { refreshTokens } from "../../site/lib/auth/cognito";
import { expired } from "../../site/lib/auth/session";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { call } from "../../site/lib/ledger/api";
import { RequestError } from "../../site/lib/network/requestError";
import { problem } from "../helpers/problem";
import { awsRefusal, tokensOf, usePage } from "./page";

/** The error that a request fails with. */
async function failure(request: Promise<unknown>): Promise<RequestError> {
  const error = await request.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RequestError)) throw new Error(`Not the failure of a request: ${error}`);
  return error;
}

describe("A failed request", () => {
  const page = usePage();
  beforeEach(() => startSession(tokensOf("ada")));

  it("is judged by the API's code", () => {
    const isContended = (code: RefusalCode) => code.endsWith(".contended");
    const codes = Object.keys(REFUSALS) as RefusalCode[];
    const kinds = Object.groupBy(codes, (code) => kindOf(REFUSALS[code].status, code));
    const { refused = [], ...others } = kinds;
    expect(others).to.deep.equal({
      throttled: codes.filter((code) => REFUSALS[code].status === 429),
      unavailable: codes.filter((code) => REFUSALS[code].status >= 500 || isContended(code)),
      expired: ["auth.required", "session.expired"],
      conflict: codes.filter((code) => [409, 412, 428].includes(REFUSALS[code].status) && !isContended(code)),
      gone: codes.filter((code) => [404, 410].includes(REFUSALS[code].status)),
    });
    expect(refused).to.include.members(["amount.invalid", "idempotencyKey.reused", "admin.required"]);
  });

  for (const [code, status, kind] of [
    ["TooManyRequestsException", 400, "throttled"],
    ["LimitExceededException", 400, "throttled"],
    ["ThrottlingException", 400, "throttled"],
    ["RequestThrottledException", 400, "throttled"],
    ["ProvisionedThroughputExceededException", 400, "throttled"],
    ["SlowDown", 503, "throttled"],
    ["InternalErrorException", 500, "unavailable"],
    ["InternalServerError", 400, "unavailable"],
    ["ServiceUnavailableException", 400, "unavailable"],
    ["UnexpectedLambdaException", 400, "unavailable"],
    ["RequestTimeout", 400, "unavailable"],
    ["NotAuthorizedException", 400, "expired"],
    ["ExpiredTokenException", 400, "expired"],
    ["InvalidParameterException", 400, "refused"],
    ["UsernameExistsException", 400, "refused"],
  ] as const satisfies readonly (readonly [string, number, FailureKind])[]) {
    it(`is ${kind} if an AWS service answers ${status} ${code}, in the body or in the header`, async () => {
      page.serve(() => awsRefusal(`com.amazonaws.service#${code}`, status));
      expect(await failure(refreshTokens("token"))).to.include({ kind, code });
      page.serve(() => {
        const headers = { "x-amzn-ErrorType": `${code}:http://internal.amazon.com/` };
        return new Response(null, { status, headers });
      });
      expect(await failure(refreshTokens("token"))).to.include({ kind, code });
    });
  }

  it("is never final if something on the way answered in the API's place", async () => {
    for (const status of [200, 302, 400, 401, 403, 404, 407, 413, 422, 500, 502, 511]) {
      page.serve(() => new Response("<html>Sign in to the hotel's network</html>", { status }));
      const { kind } = await failure(call("GET /alerts"));
      expect(kind, String(status)).to.equal("unavailable");
      expect(expired.value, String(status)).to.equal(false);
    }
  });

  it("ends the session if the API refuses a new token, too", async () => {
    const tokens: unknown[] = [];
    page.serve((url, { headers }) => {
      if (url.host.startsWith("cognito"))
        return Response.json({
          AuthenticationResult: { ...tokensOf("ada"), IdToken: `${tokensOf("ada").IdToken}2` },
        });
      tokens.push(new Headers(headers).get("Authorization"));
      return Response.json(problem("session.expired"), { status: 401 });
    });
    expect((await failure(call("GET /alerts"))).kind).to.equal("expired");
    expect([tokens[1], tokens.length, expired.value]).to.deep.equal([
      `Bearer ${tokensOf("ada").IdToken}2`,
      2,
      true,
    ]);
  });

  it("is of the network if the connection breaks, before the response or within it", async () => {
    page.serve(() => Promise.reject(new TypeError("Failed to fetch")));
    expect((await failure(call("GET /alerts"))).kind).to.equal("network");
    page.serve(() => {
      const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError("terminated")) });
      return new Response(body);
    });
    expect((await failure(call("GET /alerts"))).kind).to.equal("network");
  });

  it("is a refusal if the API refuses", async () => {
    page.serve(() => Response.json(problem("amount.invalid", { field: "amount" }), { status: 400 }));
    expect(await failure(call("GET /alerts"))).to.include({ kind: "refused", field: "amount" });
  });
});
