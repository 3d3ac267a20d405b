import {
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { callApi, jsonHeaders, signIn, signUpUser } from "../helpers/api";
import { databaseOf, mailsTo } from "../helpers/cloud";
import { passwordIn } from "../helpers/mail";
import { problem } from "../helpers/problem";
import {
  ask,
  CODE,
  cognitoOf,
  disabled,
  EXISTS,
  INVITATION,
  invite,
  newEmail,
  newPassword,
  signInFirst,
  subjectsTo,
} from "../helpers/signUps";
import { useCloud } from "../helpers/useCloud";
import { refused } from "../local/refused";

describe("signing up", () => {
  // More than one day's quota: other tests sign up, too.
  const cloud = useCloud();

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

  it("is mailed in the language of the page, and an account's mails in the language that its user chose", async () => {
    const email = newEmail();
    const german = { email, language: "de" };
    await callApi(cloud(), "POST", "/signup", { body: german });
    await cloud().lambda.idle();
    expect(await subjectsTo(cloud(), email)).to.deep.equal(["Ihr Konto für die Ausgaben"]);
    const user = await signUpUser(cloud());
    const reset = async () => {
      await callApi(cloud(), "POST", "/passwordReset", { body: { ...german, email: user.email } });
      await cloud().lambda.idle();
      return (await subjectsTo(cloud(), user.email)).at(-1);
    };
    expect(await reset()).to.equal("Ihr Code für die Ausgaben");
    await user.api("PUT", "/account/settings", { body: { language: "ar" }, headers: { "If-Match": '"0"' } });
    expect(await reset()).to.equal("رمزك في المصروفات");
    const { status, body } = await callApi(cloud(), "POST", "/signup", { body: { email, language: "fr" } });
    expect([status, body]).to.deep.equal([
      400,
      problem("mailLanguage.invalid", { field: "language", values: { languages: "en, de, ar" } }),
    ]);
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
    // An email whose answer was lost on a busy machine may count twice, so that there can be fewer; `quotaCounters` is
    // exact.
    const [invitations, codes] = [await subjectsTo(cloud(), stranger), await subjectsTo(cloud(), user.email)];
    expect(new Set(invitations)).to.deep.equal(new Set([INVITATION]));
    expect(invitations.length).to.be.at.most(3);
    expect(codes.length).to.be.within(1, 3);
    // The last emailed password is the valid one.
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
          ClientId,
          Username,
          ConfirmationCode: "000000",
          Password: newPassword(),
        }),
      );
    const forgotten = (Username: string) => cognito.send(new ForgotPasswordCommand({ ClientId, Username }));
    expect(await told(wrong(email))).to.deep.equal(await told(wrong(newEmail())));
    const answers = [await told(forgotten(email)), await told(forgotten(newEmail()))];
    expect(answers.map(Object.keys)).to.deep.equal([["CodeDeliveryDetails"], ["CodeDeliveryDetails"]]);
    const mismatch = await told(code(newEmail()));
    expect(await told(code(email))).to.deep.equal(mismatch);
    // This remains, as docs/security.md says.
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
