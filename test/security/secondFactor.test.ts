import {
  CognitoIdentityProviderClient,
  SetUserMFAPreferenceCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import type { SecondFactorState } from "../../domain/accounts/secondFactorSchemas";
import { addToAdmins, signUpAdmin } from "../helpers/admin";
import {
  type ApiResponse,
  answerCode,
  bareHeaders,
  callApi,
  jsonHeaders,
  refresh,
  signIn,
  signUpUser,
  startSignIn,
  type TestUser,
} from "../helpers/api";
import { clientOf, itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { setUpApp, turnSecondFactor } from "../helpers/secondFactor";
import { totpCode } from "../helpers/totp";
import { BY_INVITATION, useCloud } from "../helpers/useCloud";
import { refused } from "../local/refused";

interface Codes {
  recoveryCodes: string[];
}

describe("the second factor", () => {
  const cloud = useCloud();
  let cognito: CognitoIdentityProviderClient;
  before(() => {
    cognito = new CognitoIdentityProviderClient({ ...clientOf(cloud()), maxAttempts: 1 });
  });

  const refusal = (code: Parameters<typeof problem>[0], status: number) => ({
    status,
    headers: jsonHeaders(cloud()),
    body: problem(code),
  });
  const done = () => ({
    status: 204,
    headers: { "content-type": "application/json", ...bareHeaders(cloud()) },
    body: undefined,
  });
  const stateOf = async ({ api }: Pick<TestUser, "api">) =>
    (await api<SecondFactorState>("GET", "/account/secondFactor")).body;
  const challengeOf = async ({ email, password }: TestUser) => startSignIn(cloud(), email, password);
  const itemsWithCodes = async ({ ledgerId }: TestUser) =>
    (await itemsOf(cloud(), "Ledgers", ledgerId)).filter(({ sk }) => sk === "recoveryCodes");

  /** A user with the second factor, signed in again, and their recovery codes. */
  async function enrolled(): Promise<{ user: TestUser; codes: string[] }> {
    const user = await signUpUser(cloud());
    const appKey = await setUpApp(cloud(), user);
    const answer = await user.api<Codes>("PUT", "/account/secondFactor");
    expect(answer.status).to.equal(200);
    const session = await signIn(cloud(), user.email, user.password);
    return { user: { ...user, appKey, ...session }, codes: answer.body.recoveryCodes };
  }

  describe("of a user", () => {
    it("is turned on with ten recovery codes, ends every session, and is asked for from then on", async () => {
      const user = await signUpUser(cloud());
      expect(await stateOf(user)).to.deep.equal({ enabled: false, required: false, recoveryCodesLeft: 0 });
      const appKey = await setUpApp(cloud(), user);
      const { body, ...answer } = await user.api<Codes>("PUT", "/account/secondFactor");
      expect(answer).to.deep.equal({ status: 200, headers: jsonHeaders(cloud()) });
      expect(body).to.have.all.keys("recoveryCodes");
      expect(new Set(body.recoveryCodes).size).to.equal(10);
      expect(await user.api("GET", "/settings")).to.deep.equal(refusal("session.expired", 401));
      await refused(refresh(cloud(), user), "NotAuthorizedException", "Refresh Token has been revoked");

      const { ChallengeName, Session, AuthenticationResult } = await challengeOf(user);
      expect([ChallengeName, AuthenticationResult]).to.deep.equal(["SOFTWARE_TOKEN_MFA", undefined]);
      const again = await answerCode(cloud(), user.email, Session, totpCode(appKey, 1));
      expect(await stateOf(again)).to.deep.equal({ enabled: true, required: false, recoveryCodesLeft: 10 });
    });

    it("is not turned on before an app is verified, and changes nothing then", async () => {
      const user = await signUpUser(cloud());
      const answer = await user.api("PUT", "/account/secondFactor");
      expect(answer).to.deep.equal(refusal("secondFactor.notVerified", 409));
      expect((await stateOf(user)).enabled).to.equal(false);
      expect(await itemsWithCodes(user)).to.deep.equal([]);
    });

    it("goes with its recovery codes", async () => {
      const { user } = await enrolled();
      expect(await user.api("DELETE", "/account/secondFactor")).to.deep.equal(done());
      expect(await stateOf(user)).to.deep.equal({ enabled: false, required: false, recoveryCodesLeft: 0 });
      expect(await itemsWithCodes(user)).to.deep.equal([]);
      expect((await challengeOf(user)).ChallengeName).to.equal(undefined);
    });

    it("has other recovery codes on request, while it is on", async () => {
      const { user, codes } = await enrolled();
      const { status, body } = await user.api<Codes>("POST", "/account/recoveryCodes");
      expect([status, new Set([...codes, ...body.recoveryCodes]).size]).to.deep.equal([200, 20]);
      await user.api("DELETE", "/account/secondFactor");
      const off = await user.api("POST", "/account/recoveryCodes");
      expect(off).to.deep.equal(refusal("secondFactor.off", 409));
      expect(await itemsWithCodes(user)).to.deep.equal([]);
    });
  });

  describe("that was lost", function () {
    this.timeout(60_000);
    const recover = (email: string, password: string, recoveryCode = "0000-0000-0000-0000") =>
      callApi(cloud(), "POST", "/secondFactorReset", { body: { email, password, recoveryCode } });

    it("is turned off by the password and a recovery code, which ends every session", async () => {
      const { user, codes } = await enrolled();
      const typed = ` ${codes[3]?.toLowerCase().replaceAll("-", " ")}`;
      expect(await recover(user.email.toUpperCase(), user.password, typed)).to.deep.equal(done());
      expect(await user.api("GET", "/settings")).to.deep.equal(refusal("session.expired", 401));
      await refused(refresh(cloud(), user), "NotAuthorizedException", "Refresh Token has been revoked");
      const again = await signIn(cloud(), user.email, user.password);
      expect(await stateOf(again)).to.deep.equal({ enabled: false, required: false, recoveryCodesLeft: 0 });
      expect(await itemsWithCodes(user)).to.deep.equal([]);
    });

    it("is turned off by one of many requests with one code", async () => {
      const { user, codes } = await enrolled();
      const attempts = Array.from({ length: 4 }, () => recover(user.email, user.password, codes[0]));
      const statuses = (await Promise.all(attempts)).map(({ status }) => status);
      expect(statuses.sort()).to.deep.equal([204, 403, 403, 403]);
    });

    it("is refused alike, and not sooner, whatever is wrong", async () => {
      const [{ user, codes }, other, without] = [
        await enrolled(),
        await enrolled(),
        await signUpUser(cloud()),
      ];
      const wrong = `Cc3?${user.password}`;
      const attempts: Record<string, () => Promise<ApiResponse>> = {
        "an address without an account": () => recover(`x${user.email}`, user.password, codes[0]),
        "a wrong password": () => recover(user.email, wrong, codes[0]),
        "a wrong code": () => recover(user.email, user.password),
        "a code of another user": () => recover(user.email, user.password, other.codes[0]),
        "an account without a second factor": () => recover(without.email, without.password, codes[0]),
      };
      const answers = await Promise.all(
        Object.entries(attempts).map(async ([what, attempt]) => {
          const startedAt = performance.now();
          const answer = await attempt();
          return { what, answer, milliseconds: performance.now() - startedAt };
        }),
      );
      for (const { what, answer, milliseconds } of answers) {
        expect(answer, what).to.deep.equal(refusal("recovery.refused", 403));
        expect(milliseconds, what).to.be.at.least(998); // A timer may be a millisecond early.
      }
      expect(await stateOf(user)).to.deep.equal({ enabled: true, required: false, recoveryCodesLeft: 10 });
      expect((await user.api("GET", "/settings")).status).to.equal(200);
    });
  });

  describe("of an admin", () => {
    const required = () => refusal("secondFactor.required", 403);

    it("is required, and an admin without one is told so and can set it up", async () => {
      const user = await signUpUser(cloud());
      await addToAdmins(cloud(), user);
      const admin = { ...user, ...(await signIn(cloud(), user.email, user.password)) };
      expect(await admin.api("GET", "/admin/users")).to.deep.equal(required());
      expect((await admin.api("GET", "/settings")).status).to.equal(200);
      expect(await stateOf(admin)).to.deep.equal({ enabled: false, required: true, recoveryCodesLeft: 0 });
      await setUpApp(cloud(), admin);
      expect((await admin.api("PUT", "/account/secondFactor")).status).to.equal(200);
      const again = await signIn(cloud(), user.email, user.password);
      expect((await again.api("GET", "/admin/users")).status).to.equal(200);
    });

    it("is looked up for each request: a bare access token or an operator can turn it off past the API", async () => {
      const [first, second] = [await signUpAdmin(cloud()), await signUpAdmin(cloud())];
      for (const { api } of [first, second]) expect((await api("GET", "/admin/users")).status).to.equal(200);
      const off = { Enabled: false, PreferredMfa: false };
      const AccessToken = first.accessToken;
      await cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: off }));
      await turnSecondFactor(cloud(), second.email, false);
      for (const { api } of [first, second])
        expect(await api("GET", "/admin/users")).to.deep.equal(required());
    });
  });
});

describe("a deployment that does not require a second factor of admins", () => {
  const cloud = useCloud(BY_INVITATION);

  it("lets them in without one", async () => {
    const user = await signUpUser(cloud());
    await addToAdmins(cloud(), user);
    const { api } = await signIn(cloud(), user.email, user.password);
    expect((await api("GET", "/admin/users")).status).to.equal(200);
    const { body } = await api("GET", "/account/secondFactor");
    expect(body).to.deep.equal({ enabled: false, required: false, recoveryCodesLeft: 0 });
  });
});
