import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { callApi, signIn, signUpUser } from "./api";
import { clientOf, mailsTo, type TestCloud } from "./cloud";
import { passwordIn } from "./mail";

export const newEmail = () => `${randomUUID()}@example.com`;
export const newPassword = () => `Cc3#${randomUUID()}`;

export const cognitoOf = (cloud: TestCloud) =>
  new CognitoIdentityProviderClient({ ...clientOf(cloud), maxAttempts: 1 });
export const accountOf = (cloud: TestCloud, Username: string) => ({
  UserPoolId: cloud.output("userPoolId"),
  Username,
});

/** Asks without a token, and waits until the work that it started is done. */
export async function ask(cloud: TestCloud, path: "/signup" | "/passwordReset", email: unknown) {
  const answer = await callApi(cloud, "POST", path, { body: { email } });
  await cloud.lambda.idle();
  return answer;
}

/** Invites an address as an operator does. */
export async function invite(cloud: TestCloud, email = newEmail()): Promise<string> {
  const attributes = { email, email_verified: "true" };
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  await cognitoOf(cloud).send(new AdminCreateUserCommand({ ...accountOf(cloud, email), UserAttributes }));
  return email;
}

export async function disabled(cloud: TestCloud): Promise<string> {
  const { email } = await signUpUser(cloud);
  await cognitoOf(cloud).send(new AdminDisableUserCommand(accountOf(cloud, email)));
  return email;
}

/** Signs in for the first time, with the password of the newest email, and chooses another. */
export async function signInFirst(cloud: TestCloud, email: string, password = newPassword()) {
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

export const subjectsTo = async (cloud: TestCloud, email: string) =>
  (await mailsTo(cloud, email)).map(({ subject }) => subject);
export const INVITATION = "Your expense tracker account";
export const EXISTS = "You already have an expense tracker account";
export const CODE = "Your expense tracker code";
