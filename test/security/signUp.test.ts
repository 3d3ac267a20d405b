import { randomUUID } from "node:crypto";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { callApi, jsonHeaders, signIn, signUpUser } from "../helpers/api";
import { clientOf, databaseOf, mailsTo, type TestCloud } from "../helpers/cloud";
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

  it("mails an address at most three invitations a day, and three codes an hour, whoever asks and how often", async function () {
    this.timeout(60_000);
    const [stranger, user] = [newEmail(), await signUpUser(cloud())];
    const requests = Array.from({ length: 8 }, (_, index) => [
      callApi(cloud(), "POST", "/signup", { body: { email: stranger } }),
      callApi(cloud(), "POST", index % 2 === 0 ? "/signup" : "/passwordReset", {
        body: { email: user.email.toUpperCase() },
      }),
    ]).flat();
    for (const { status } of await Promise.all(requests)) expect(status).to.equal(202);
    await cloud().lambda.idle();
    expect(await subjectsTo(cloud(), stranger)).to.deep.equal([INVITATION, INVITATION, INVITATION]);
    expect(await subjectsTo(cloud(), user.email)).to.have.length(3);
    // The password of the last one that was mailed is the one that counts.
    await signInFirst(cloud(), stranger);
    for (const path of ["/signup", "/passwordReset"] as const) {
      expect(await ask(cloud(), path, user.email)).to.deep.equal({
        status: 202,
        headers: jsonHeaders(cloud()),
        body: { message: ANSWERS[path] },
      });
    }
    expect(await subjectsTo(cloud(), user.email)).to.have.length(3);
    // Counters do not name the address.
    const { Items = [] } = await databaseOf(cloud()).send(new ScanCommand({ TableName: "Ledgers" }));
    expect(JSON.stringify(Items)).not.to.include(stranger);
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

  it("aside, Cognito's own answers are alike for addresses with and without an account", async () => {
    const { email } = await signUpUser(cloud());
    const cognito = cognitoOf(cloud());
    const ClientId = cloud().output("userPoolClientId");
    const told = async (work: Promise<object>) =>
      work.then(
        ({ $metadata: _metadata, ...answer }: { $metadata?: unknown }) => answer,
        ({ name, message }: Error) => ({ name, message }),
      );
    const wrong = (USERNAME: string) => {
      const AuthParameters = { USERNAME, PASSWORD: newPassword() };
      return cognito.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
      );
    };
    const code = (Username: string) =>
      cognito.send(
        new ConfirmForgotPasswordCommand({
          ...{ ClientId, Username },
          ...{ ConfirmationCode: "000000", Password: newPassword() },
        }),
      );
    const forgotten = (Username: string) => cognito.send(new ForgotPasswordCommand({ ClientId, Username }));
    expect(await told(wrong(email))).to.deep.equal(await told(wrong(newEmail())));
    const answers = [await told(forgotten(email)), await told(forgotten(newEmail()))];
    expect(answers.map(Object.keys)).to.deep.equal([["CodeDeliveryDetails"], ["CodeDeliveryDetails"]]);
    const mismatch = await told(code(newEmail()));
    expect(await told(code(email))).to.deep.equal(mismatch);
    // What docs/security.md says remains.
    const { email: unasked } = await signUpUser(cloud());
    expect(await told(code(unasked))).to.have.property("name", "ExpiredCodeException");
    const message = "User password cannot be reset in the current state.";
    await refused(forgotten(await invite(cloud())), "NotAuthorizedException", message);
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
  const cloud = useCloud({ quotas: '{"signUps":{"perStack":3,"perAddress":2}}' });

  // At noon, so that the day that the quota counts does not end during the test.
  before(async () => {
    const noon = Date.parse(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`);
    await turnClock(cloud(), "sendSignInMail", noon - Date.now());
  });

  it("have a quota of the stack, which shows in mails only, and does not hold up resets", async () => {
    const [first, second, third] = [newEmail(), newEmail(), newEmail()];
    // One address alone does not use up the day.
    for (const email of [first, first, first, first, second, third]) {
      expect((await ask(cloud(), "/signup", email)).status).to.equal(202);
    }
    const mails = await Promise.all([first, second, third].map((email) => subjectsTo(cloud(), email)));
    expect(mails).to.deep.equal([[INVITATION, INVITATION], [INVITATION], []]);
    const { email } = await signUpUser(cloud());
    await ask(cloud(), "/passwordReset", email);
    expect(await subjectsTo(cloud(), email)).to.deep.equal([CODE]);
  });
});

describe("who signs up and never signs in", () => {
  const cloud = useOwnCloud();

  const turn = (name: string, hours: number) => turnClock(cloud(), name, hours * 60 * 60_000);
  const remove = async (hoursLater: number) => {
    await turn("removeUnusedSignUps", hoursLater);
    const { payload } = await cloud().lambda.invoke("removeUnusedSignUps", {});
    return JSON.parse(payload);
  };

  it("is deleted a day after the last invitation, and the address is free; users, admins and whom an admin invited stay", async function () {
    this.timeout(60_000);
    const [idle, renewed, active, admin] = [newEmail(), newEmail(), newEmail(), newEmail()];
    for (const email of [idle, renewed, active, admin]) await ask(cloud(), "/signup", email);
    await signInFirst(cloud(), active);
    const invited = await invite(cloud());
    const promotion = new AdminAddUserToGroupCommand({ ...accountOf(cloud(), admin), GroupName: "admin" });
    await cognitoOf(cloud()).send(promotion);
    await turn("sendSignInMail", 23.9);
    await ask(cloud(), "/signup", renewed);
    await turn("sendSignInMail", 0);
    expect((await mailsTo(cloud(), renewed)).at(-1)?.text).to.include("within 24 hours");

    expect(await remove(23.9)).to.deep.equal({ removed: 0 });
    expect(await remove(24.1)).to.deep.equal({ removed: 1 });
    const gone = (email: string) => {
      const get = new AdminGetUserCommand(accountOf(cloud(), email));
      return refused(cognitoOf(cloud()).send(get), "UserNotFoundException", "User does not exist.");
    };
    await gone(idle);
    await ask(cloud(), "/signup", idle);
    await signInFirst(cloud(), idle);
    expect(await remove(48)).to.deep.equal({ removed: 1 });
    await gone(renewed);
    for (const email of [active, invited]) {
      await cognitoOf(cloud()).send(new AdminGetUserCommand(accountOf(cloud(), email)));
    }
    const { api } = await signInFirst(cloud(), admin);
    expect((await api("GET", "/admin/users")).status).to.equal(200);
  });
});
