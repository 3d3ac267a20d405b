import { expect } from "chai";
import { expired, idToken, liveTokens, resumeSession, user } from "../../site/lib/auth/session";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
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

  /** Answers refreshes with another refresh token each, and notes which one was sent. */
  function rotating(sent: string[], meanwhile: () => void = () => undefined): void {
    page.serve((_url, { body }) => {
      sent.push(JSON.parse(String(body)).RefreshToken);
      meanwhile();
      return Response.json({
        AuthenticationResult: { ...tokensOf("bob"), RefreshToken: `${sent.at(-1)}+` },
      });
    });
  }
  const storedToken = () => JSON.parse(page.localStorage.getItem("session") ?? "{}").refreshToken;

  it("refreshes with the newest token, whichever tab got it, and keeps the one that replaces it", async () => {
    startSession(tokensOf("bob"));
    const sent: string[] = [];
    rotating(sent);
    const signedIn = user.value;
    await idToken({ renew: true });
    expect(user.value, "whatever follows the user begins anew").to.equal(signedIn);
    page.localStorage.setItem(
      "session",
      JSON.stringify({ id: "bob", email: "bob@example.com", refreshToken: "of another tab" }),
    );
    await idToken({ renew: true });
    expect(sent).to.deep.equal(["bob", "of another tab"]);
    expect(storedToken()).to.equal("of another tab+");
  });

  it("stays over for a user who signs out while it is refreshed", async () => {
    startSession(tokensOf("bob"));
    rotating([], () => page.localStorage.removeItem("session"));
    const error = await idToken({ renew: true }).catch((thrown: unknown) => thrown);
    expect(error).to.include({ name: "RequestError", kind: "expired" });
    expect(storedToken()).to.equal(undefined);
  });

  it("goes on with the tokens of a sign-in that takes place while the former session is refreshed, also in vain", async () => {
    const signsIn = () => startSession({ ...tokensOf("bob"), RefreshToken: "of the sign-in" });
    const answers = [
      () => Response.json({ AuthenticationResult: { ...tokensOf("bob"), AccessToken: "of the former" } }),
      () => awsRefusal("NotAuthorizedException"),
    ];
    for (const ofTheFormer of answers) {
      startSession(tokensOf("bob"));
      page.serve(() => {
        rotating([]);
        signsIn();
        return ofTheFormer();
      });
      await idToken({ renew: true });
      expect(expired.value).to.equal(false);
      expect((await liveTokens()).accessToken).to.equal(tokensOf("bob").AccessToken);
      expect(storedToken()).to.equal("of the sign-in+");
    }
  });

  it("shows the address of the newest token", async () => {
    startSession(tokensOf("bob"));
    const payload = Buffer.from(JSON.stringify({ sub: "bob", email: "new@example.com" })).toString(
      "base64url",
    );
    page.serve(() =>
      Response.json({ AuthenticationResult: { ...tokensOf("bob"), IdToken: `header.${payload}.signature` } }),
    );
    await idToken({ renew: true });
    expect(user.value).to.deep.equal({ id: "bob", email: "new@example.com" });
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
