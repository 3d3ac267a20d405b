import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { callApi, jsonHeaders, signIn, signUpUser } from "../helpers/api";
import { clientOf, mailsTo, type TestCloud } from "../helpers/cloud";
import { turnClock } from "../helpers/faultyCloud";
import { passwordIn } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { useCloud, useOwnCloud } from "../helpers/useCloud";
import { refused } from "../local/refused";

const newEmail = () => `${randomUUID()}@example.com`;
const newPassword = () => `Cc3#${randomUUID()}`;

const cognitoOf = (cloud: TestCloud) =>
  new CognitoIdentityProviderClient({ ...clientOf(cloud), maxAttempts: 1 });
const accountOf = (cloud: TestCloud, Username: string) => ({
  UserPoolId: cloud.output("userPoolId"),
  Username,
});

/** Asks without a token, and waits until the work that it started is done. */
async function ask(cloud: TestCloud, path: "/signup" | "/passwordReset", email: unknown) {
  const answer = await callApi(cloud, "POST", path, { body: { email } });
  await cloud.lambda.idle();
  return answer;
}

/** Invites an address as an operator does. */
async function invite(cloud: TestCloud, email = newEmail()): Promise<string> {
  const attributes = { email, email_verified: "true" };
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  await cognitoOf(cloud).send(new AdminCreateUserCommand({ ...accountOf(cloud, email), UserAttributes }));
  return email;
}

async function disabled(cloud: TestCloud): Promise<string> {
  const { email } = await signUpUser(cloud);
  await cognitoOf(cloud).send(new AdminDisableUserCommand(accountOf(cloud, email)));
  return email;
}

/** Signs in for the first time, with the password of the newest mail, and chooses another. */
async function signInFirst(cloud: TestCloud, email: string, password = newPassword()) {
  const cognito = cognitoOf(cloud);
  const ClientId = cloud.output("userPoolClientId");
  const PASSWORD = passwordIn((await mailsTo(cloud, email)).at(-1)) ?? "none";
  const { ChallengeName, Session } = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD },
    }),
  );
  expect(ChallengeName).to.equal("NEW_PASSWORD_REQUIRED");
  const ChallengeResponses = { USERNAME: email, NEW_PASSWORD: password };
  await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses,
    }),
  );
  return signIn(cloud, email, password);
}

const subjectsTo = async (cloud: TestCloud, email: string) =>
  (await mailsTo(cloud, email)).map(({ subject }) => subject);
const INVITATION = "Your expense tracker account";
const EXISTS = "You already have an expense tracker account";
const CODE = "Your expense tracker code";

describe("signing up", () => {
  // More than one day's quota: other tests sign up, too.
  const cloud = useCloud({ quotas: '{"signUps":{"perStack":1000}}' });

  const ANSWERS = {
    "/signup": "An email with the next step is on its way.",
    "/passwordReset": "If the address has an account, an email is on its way.",
  } as const;
  const ADDRESSES: Record<string, [email: () => Promise<string>, onSignUp: string[], onReset: string[]]> = {
    "without an account": [async () => newEmail(), [INVITATION], []],
    "with an account": [async () => (await signUpUser(cloud())).email, [EXISTS], [CODE]],
    "with an invitation": [() => invite(cloud()), [INVITATION, INVITATION], [INVITATION, INVITATION]],
    "of a disabled user": [() => disabled(cloud()), [], []],
  };

  for (const path of ["/signup", "/passwordReset"] as const) {
    for (const [what, [make, onSignUp, onReset]] of Object.entries(ADDRESSES)) {
      it(`answers an address ${what} as every other, and only mails differ: ${path}`, async () => {
        const email = await make();
        expect(await ask(cloud(), path, email)).to.deep.equal({
          status: 202,
          headers: jsonHeaders(cloud()),
          body: { message: ANSWERS[path] },
        });
        expect(await subjectsTo(cloud(), email)).to.deep.equal(path === "/signup" ? onSignUp : onReset);
      });
    }

    it(`refuses what is no address: ${path}`, async () => {
      for (const email of ["", "ada", "ada@localhost", "<script>@example.com", `${"a".repeat(130)}@b.com`]) {
        expect(await ask(cloud(), path, email)).to.deep.equal({
          status: 400,
          headers: jsonHeaders(cloud()),
          body: problem("email.invalid", { field: "email" }),
        });
      }
    });
  }

  it("leads to an account by the one-time password of the mail, in any case of the address", async () => {
    const email = newEmail();
    await ask(cloud(), "/signup", ` ${email.toUpperCase()} `);
    const { api } = await signInFirst(cloud(), email);
    expect((await api("GET", "/settings")).status).to.equal(200);
  });

  it("again replaces the one-time password, of which the last one counts", async () => {
    const email = newEmail();
    await ask(cloud(), "/signup", email);
    const first = passwordIn((await mailsTo(cloud(), email)).at(-1));
    await ask(cloud(), "/signup", email);
    expect(passwordIn((await mailsTo(cloud(), email)).at(-1))).not.to.equal(first);
    await signInFirst(cloud(), email);
  });

  it("with the address of an account mails its owner a code, which sets a new password", async () => {
    const user = await signUpUser(cloud());
    await ask(cloud(), "/signup", user.email);
    const { text = "" } = (await mailsTo(cloud(), user.email)).at(-1) ?? {};
    expect(text).to.include("has one already");
    const password = newPassword();
    await cognitoOf(cloud()).send(
      new ConfirmForgotPasswordCommand({
        ClientId: cloud().output("userPoolClientId"),
        Username: user.email,
        ConfirmationCode: /\d{6}/.exec(text)?.[0],
        Password: password,
      }),
    );
    expect((await signIn(cloud(), user.email, password)).ledgerId).to.equal(user.ledgerId);
  });

  it("past the API is refused by Cognito, which tells nothing", async () => {
    const { email } = await signUpUser(cloud());
    for (const Username of [email, newEmail()]) {
      const direct = new SignUpCommand({
        ClientId: cloud().output("userPoolClientId"),
        Username,
        Password: newPassword(),
      });
      const message = "SignUp is not permitted for this user pool";
      await refused(cognitoOf(cloud()).send(direct), "NotAuthorizedException", message);
    }
  });

  it("is a matter of its own: a token, also one of an ended session, changes nothing", async () => {
    const user = await signUpUser(cloud());
    await user.api("DELETE", "/account/sessions");
    expect((await user.api("POST", "/signup", { body: { email: newEmail() } })).status).to.equal(202);
  });
});

describe("signing up where only admins invite", () => {
  const cloud = useCloud({ signUp: "invite" });

  it("is refused, whoever has the address, and nothing is mailed", async () => {
    for (const email of [newEmail(), (await signUpUser(cloud())).email]) {
      expect(await ask(cloud(), "/signup", email)).to.deep.equal({
        status: 403,
        headers: jsonHeaders(cloud()),
        body: problem("signUp.closed"),
      });
      expect(await mailsTo(cloud(), email)).to.deep.equal([]);
    }
  });
});

describe("sign-ups", () => {
  const cloud = useCloud({ quotas: '{"signUps":{"perStack":3}}' });

  it("have a quota of the stack, which shows in mails only, and does not hold up resets", async () => {
    const emails = [newEmail(), newEmail(), newEmail(), newEmail()];
    for (const email of emails) expect((await ask(cloud(), "/signup", email)).status).to.equal(202);
    const mails = await Promise.all(emails.map((email) => subjectsTo(cloud(), email)));
    expect(mails).to.deep.equal([[INVITATION], [INVITATION], [INVITATION], []]);
    const { email } = await signUpUser(cloud());
    await ask(cloud(), "/passwordReset", email);
    expect(await subjectsTo(cloud(), email)).to.deep.equal([CODE]);
  });
});

describe("who signs up and never signs in", () => {
  const cloud = useOwnCloud();

  it("is deleted after a day, and the address is free; users and whom an admin invited stay", async function () {
    this.timeout(60_000);
    const [idle, active] = [newEmail(), newEmail()];
    for (const email of [idle, active]) await ask(cloud(), "/signup", email);
    await signInFirst(cloud(), active);
    const invited = await invite(cloud());
    const remove = async (hoursLater: number) => {
      await turnClock(cloud(), "removeUnusedSignUps", hoursLater * 60 * 60_000);
      const { payload } = await cloud().lambda.invoke("removeUnusedSignUps", {});
      return JSON.parse(payload);
    };
    expect(await remove(23.9)).to.deep.equal({ removed: 0 });
    expect(await remove(24.1)).to.deep.equal({ removed: 1 });
    for (const email of [active, invited]) {
      await cognitoOf(cloud()).send(new AdminGetUserCommand(accountOf(cloud(), email)));
    }
    const gone = cognitoOf(cloud()).send(new AdminGetUserCommand(accountOf(cloud(), idle)));
    await refused(gone, "UserNotFoundException", "User does not exist.");
    await ask(cloud(), "/signup", idle);
    await signInFirst(cloud(), idle);
  });
});
