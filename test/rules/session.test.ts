import { expect } from "chai";
import { expired, idToken, resumeSession, signOut, startSession, user } from "../../site/lib/session";
import { awsRefusal, tokensOf, usePage } from "./page";

describe("The page's session", () => {
  const page = usePage();
  beforeEach(() => {
    page.serve(() => Response.json({}));
  });
  afterEach(() => signOut());

  it("continues in the same page for the same user, and reloads for another, because memory may contain the first user's data", async () => {
    startSession(tokensOf("ada"));
    await signOut();
    startSession(tokensOf("ada"));
    expect(user.value).to.deep.equal({ id: "ada", email: "ada@example.com" });
    expect(page.reloads).to.equal(0);

    await signOut();
    expect(user.value).to.equal(undefined);
    startSession(tokensOf("bob"));
    expect(page.reloads).to.equal(1);
    expect(user.value).to.equal(undefined);
    expect(page.localStorage.getItem("session")).to.include('"id":"bob"');
    startSession(tokensOf("bob"));
  });

  it("survives a refresh that is throttled or fails, and ends with one that is refused", async () => {
    startSession(tokensOf("bob"));
    for (const [type, status] of [
      ["TooManyRequestsException", 400],
      ["InternalErrorException", 500],
    ] as const) {
      page.serve(() => awsRefusal(type, status));
      const error = await idToken({ renew: true }).catch((thrown: unknown) => thrown);
      expect(error).to.include({ name: "RequestError", temporary: true, code: type });
      expect(expired.value, type).to.equal(false);
    }
    for (const type of [
      "NotAuthorizedException",
      "UserNotFoundException",
      "PasswordResetRequiredException",
    ]) {
      startSession(tokensOf("bob"));
      page.serve(() => awsRefusal(type));
      const error = await idToken({ renew: true }).catch((thrown: unknown) => thrown);
      expect(error).to.include({ name: "RequestError", kind: "expired" });
      expect(expired.value, type).to.equal(true);
    }
  });

  for (const stored of [
    "{",
    "null",
    "7",
    '"text"',
    "[]",
    '{"id":7}',
    '{"id":"ada","email":"ada@example.com"}',
  ]) {
    it(`does not stop the start where the browser kept ${stored}`, () => {
      const { addEventListener } = globalThis;
      Object.defineProperty(globalThis, "addEventListener", { configurable: true, value: () => undefined });
      page.localStorage.setItem("session", stored);
      resumeSession();
      expect(user.value).to.equal(undefined);
      Object.defineProperty(globalThis, "addEventListener", { configurable: true, value: addEventListener });
    });
  }
});
