import { randomUUID } from "node:crypto";
import {
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  SetUserMFAPreferenceCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { decodeJwt } from "jose";
import {
  bareHeaders,
  jsonHeaders,
  refresh,
  signIn,
  signUpUser,
  startSignIn,
  type TestUser,
} from "../helpers/api";
import { clientOf, mailsTo } from "../helpers/cloud";
import { create, inside, invite } from "../helpers/ledgers";
import { minutesLater } from "../helpers/poolKey";
import { problem } from "../helpers/problem";
import { setUpApp, turnSecondFactor } from "../helpers/secondFactor";
import { useCloud } from "../helpers/useCloud";
import { refused } from "../local/refused";

const newPassword = () => `Bb2?${randomUUID()}`;
const newEmail = () => `${randomUUID()}@example.com`;

describe("what a user signs in with", () => {
  const cloud = useCloud();
  let cognito: CognitoIdentityProviderClient;
  before(() => {
    cognito = new CognitoIdentityProviderClient({ ...clientOf(cloud()), maxAttempts: 1 });
  });

  const done = () => ({
    status: 204,
    headers: { "content-type": "application/json", ...bareHeaders(cloud()) },
    body: undefined,
  });
  const sessionExpired = () => ({
    status: 401,
    headers: jsonHeaders(cloud()),
    body: problem("session.expired"),
  });
  const codeFor = async (email: string) =>
    /\d{6}/.exec((await mailsTo(cloud(), email)).at(-1)?.text ?? "")?.[0] ?? "no code";

  /** Every session of these users is over: for the API, and for Cognito. */
  async function expectEnded(...sessions: TestUser[]): Promise<void> {
    for (const session of sessions) {
      expect(await session.api("GET", "/settings")).to.deep.equal(sessionExpired());
      const message = "Refresh Token has been revoked";
      await refused(refresh(cloud(), session), "NotAuthorizedException", message);
    }
  }

  async function otherDevice(user: TestUser): Promise<TestUser> {
    return { ...user, ...(await signIn(cloud(), user.email, user.password)) };
  }

  describe("the password", () => {
    it("ends every session when it changes, and the next sign-in is let in at once", async () => {
      const user = await signUpUser(cloud());
      const { id } = await create(user);
      await invite(user, id, "editor");
      const other = await otherDevice(user);
      const password = newPassword();
      expect(await user.api("PUT", "/account/password", { body: { password } })).to.deep.equal(done());
      await expectEnded(user, other);
      const again = await signIn(cloud(), user.email, password);
      expect((await again.api("GET", "/settings")).status).to.equal(200);
      const open = await again.api("GET", "/ledger/invitations", inside(id));
      expect(open.body).to.deep.equal({ invitations: [] });
      const wrong = "Incorrect username or password.";
      await refused(signIn(cloud(), user.email, user.password), "NotAuthorizedException", wrong);
    });

    it("ends every session when it is reset, whoever resets it, and the next sign-in is let in at once", async () => {
      const user = await signUpUser(cloud());
      const other = await otherDevice(user);
      const account = { ClientId: cloud().output("userPoolClientId"), Username: user.email };
      await cognito.send(new ForgotPasswordCommand(account));
      const password = newPassword();
      const code = { ConfirmationCode: await codeFor(user.email), Password: password };
      await cognito.send(new ConfirmForgotPasswordCommand({ ...account, ...code }));
      await expectEnded(user, other);
      const again = await signIn(cloud(), user.email, password);
      expect((await again.api("GET", "/settings")).status).to.equal(200);
    });

    it("stays, with all sessions, when the new one is weak", async () => {
      const user = await signUpUser(cloud());
      const weak = { field: "password", values: { min: 12, max: 256 } };
      for (const password of ["Short-1", "no-capitals-in-here-1", "No-digits-in-here", "NoSymbolsInHere12"]) {
        expect(await user.api("PUT", "/account/password", { body: { password } })).to.deep.equal({
          status: 400,
          headers: jsonHeaders(cloud()),
          body: problem("password.weak", weak),
        });
      }
      expect((await user.api("GET", "/settings")).status).to.equal(200);
      await signIn(cloud(), user.email, user.password);
    });
  });

  describe("a sign-in of six minutes ago", () => {
    const requests = {
      "PUT /account/password": { password: newPassword() },
      "PUT /account/email": { email: newEmail() },
      "PUT /account/secondFactor": undefined,
      "DELETE /account/secondFactor": undefined,
      "POST /account/recoveryCodes": undefined,
      "DELETE /account": undefined,
    };
    for (const [route, body] of Object.entries(requests)) {
      it(`is not enough for ${route}, and one of four minutes ago is`, async () => {
        const [method = "", path = ""] = route.split(" ");
        const user = await signUpUser(cloud());
        if (/secondFactor|recoveryCodes/.test(path)) await setUpApp(cloud(), user);
        if (path === "/account/recoveryCodes") await turnSecondFactor(cloud(), user.email, true);
        const late = await minutesLater(cloud(), user, 6);
        expect(await late.api(method, path, { body })).to.deep.equal({
          status: 403,
          headers: jsonHeaders(cloud()),
          body: problem("signIn.notRecent", { values: { minutes: 5 } }),
        });
        expect((await user.api("GET", "/settings")).status).to.equal(200);
        await signIn(cloud(), user.email, user.password);
        const inTime = await minutesLater(cloud(), user, 4);
        expect((await inTime.api(method, path, { body })).status).to.be.below(300);
      });
    }

    it("does not become recent by a refresh", async () => {
      const user = await signUpUser(cloud());
      const { api } = await minutesLater(cloud(), { ...user, ...(await refresh(cloud(), user)) }, 6);
      expect((await api("DELETE", "/account")).status).to.equal(403);
    });
  });

  it("makes a refresh token that is replaced with each use, in the same session", async () => {
    const user = await signUpUser(cloud());
    const next = await refresh(cloud(), user);
    expect(next.refreshToken).to.be.a("string").that.is.not.oneOf(["", user.refreshToken]);
    // The answer was lost.
    await refresh(cloud(), user);
    expect((await (await refresh(cloud(), next)).api("GET", "/settings")).status).to.equal(200);
    const flow = new InitiateAuthCommand({
      ClientId: cloud().output("userPoolClientId"),
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: user.refreshToken },
    });
    const message = "REFRESH_TOKEN_AUTH flow not enabled for this client";
    await refused(cognito.send(flow), "InvalidParameterException", message);
  });

  it("is no longer of use in any session once the user signs out everywhere", async () => {
    const user = await signUpUser(cloud());
    const other = await otherDevice(user);
    expect(await user.api("DELETE", "/account/sessions")).to.deep.equal(done());
    await expectEnded(user, other);
    const again = await signIn(cloud(), user.email, user.password);
    expect((await again.api("GET", "/settings")).status).to.equal(200);
  });

  describe("a stolen access token", () => {
    const device = async () => {
      const user = await signUpUser(cloud());
      return { user, AccessToken: user.accessToken };
    };

    it("lives for ten minutes, as the ID token does", async () => {
      const { user } = await device();
      for (const token of [user.accessToken, user.idToken, (await refresh(cloud(), user)).idToken]) {
        const { iat = 0, exp = Infinity } = decodeJwt(token);
        expect(exp - iat).to.equal(600);
      }
    });

    it("does not change the password, unless the thief knows it, and other sessions go on", async () => {
      const { user, AccessToken } = await device();
      const ProposedPassword = newPassword();
      const change = (PreviousPassword: string) =>
        cognito.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
      await refused(change(newPassword()), "NotAuthorizedException", "Incorrect username or password.");
      await change(user.password);
      await refresh(cloud(), user);
    });

    it("writes no attribute but the locale, and deletes none", async () => {
      const { user, AccessToken } = await device();
      const update = (Name: string, Value: string) =>
        cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }));
      await update("locale", "de");
      for (const name of ["email", "email_verified", "custom:origin", "name", "phone_number"]) {
        const message = "A client attempted to write unauthorized attribute";
        await refused(update(name, "true"), "NotAuthorizedException", message);
      }
      expect((await refresh(cloud(), user)).ledgerId).to.equal(user.ledgerId);
    });

    it("turns the second factor on and off, and the password is still asked for", async () => {
      const { user, AccessToken } = await device();
      await setUpApp(cloud(), user);
      for (const Enabled of [true, false]) {
        const SoftwareTokenMfaSettings = { Enabled, PreferredMfa: Enabled };
        await cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
        const { ChallengeName } = await startSignIn(cloud(), user.email, user.password);
        expect(ChallengeName).to.equal(Enabled ? "SOFTWARE_TOKEN_MFA" : undefined);
      }
      const wrong = signIn(cloud(), user.email, newPassword());
      await refused(wrong, "NotAuthorizedException", "Incorrect username or password.");
    });

    it("ends sessions", async () => {
      const { user, AccessToken } = await device();
      await cognito.send(new GlobalSignOutCommand({ AccessToken }));
      await refused(refresh(cloud(), user), "NotAuthorizedException", "Refresh Token has been revoked");
    });
  });
});
