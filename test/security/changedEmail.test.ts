import {
  ConfirmForgotPasswordCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { ACCOUNT_MAIL_WORDS } from "../../domain/accounts/accountMailWords";
import { jsonHeaders, signIn, signUpUser, type TestUser } from "../helpers/api";
import { mailsTo } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { cognitoOf, newEmail, newPassword } from "../helpers/signUps";
import { useCloud } from "../helpers/useCloud";
import { refused } from "../local/refused";

describe("the email address of an account", () => {
  const cloud = useCloud();
  const cognito = () => cognitoOf(cloud());
  const codeFor = async (email: string) =>
    /\d{6}/.exec((await mailsTo(cloud(), email)).at(-1)?.text ?? "")?.[0] ?? "no code";

  const address = async ({ accessToken }: TestUser) => {
    const { UserAttributes } = await cognito().send(new GetUserCommand({ AccessToken: accessToken }));
    return UserAttributes?.find(({ Name }) => Name === "email")?.Value;
  };
  const accepted = () => ({
    status: 202,
    headers: jsonHeaders(cloud()),
    body: { message: "If the address has no account, a code is on its way to it." },
  });

  it("is not changed with a bare access token", async () => {
    const user = await signUpUser(cloud());
    const UserAttributes = [{ Name: "email", Value: newEmail() }];
    const change = new UpdateUserAttributesCommand({ AccessToken: user.accessToken, UserAttributes });
    const message = "A client attempted to write unauthorized attribute";
    await refused(cognito().send(change), "NotAuthorizedException", message);
    expect(await address(user)).to.equal(user.email);
  });

  it("changes once the new one is proven, in the session that asked", async () => {
    const user = await signUpUser(cloud());
    const email = newEmail();
    const answer = await user.api("PUT", "/account/email", { body: { email: ` ${email.toUpperCase()}` } });
    expect(answer).to.deep.equal(accepted());
    expect(await address(user)).to.equal(user.email);
    const Code = await codeFor(email);
    const proof = { AccessToken: user.accessToken, AttributeName: "email", Code };
    await cognito().send(new VerifyUserAttributeCommand(proof));
    expect(await address(user)).to.equal(email);
    expect((await user.api("GET", "/settings")).status).to.equal(200);
    await signIn(cloud(), email, user.password);
  });

  it("is told that another is to take its place, with a code that stops that", async () => {
    const user = await signUpUser(cloud());
    const email = newEmail();
    await user.api("PUT", "/account/email", { body: { email, language: "de" } });
    const told = (await mailsTo(cloud(), user.email)).map(({ subject }) => subject);
    expect(told).to.deep.equal([ACCOUNT_MAIL_WORDS.de.newEmail.subject]);
    const reset = { ConfirmationCode: await codeFor(user.email), Password: newPassword() };
    const account = { ClientId: cloud().output("userPoolClientId"), Username: user.email };
    await cognito().send(new ConfirmForgotPasswordCommand({ ...account, ...reset }));
    expect((await user.api("GET", "/settings")).status).to.equal(401);
    const proof = { AccessToken: user.accessToken, AttributeName: "email", Code: await codeFor(email) };
    const message = "Access Token has been revoked";
    await refused(cognito().send(new VerifyUserAttributeCommand(proof)), "NotAuthorizedException", message);
    await signIn(cloud(), user.email, reset.Password);
  });

  it("does not tell whether another user has it", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const before = (await mailsTo(cloud(), other.email)).length;
    const answer = await user.api("PUT", "/account/email", { body: { email: other.email } });
    expect(answer).to.deep.equal(accepted());
    expect(await mailsTo(cloud(), other.email)).to.have.length(before);
  });

  it("is refused when it is none", async () => {
    const user = await signUpUser(cloud());
    for (const email of ["", "ada", "ada@", "a@b\n.com", `${"a".repeat(120)}@example.com`]) {
      expect(await user.api("PUT", "/account/email", { body: { email } })).to.deep.equal({
        status: 400,
        headers: jsonHeaders(cloud()),
        body: problem("email.invalid", { field: "email" }),
      });
    }
  });
});
