import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, publicOperation } from "../../../engine/awsJson";
import { codeExpired, codeMismatch, deliveryDetails, redeemCode, sendCode } from "../codes";
import type { Directory } from "../directory";
import { attributeMap, notAuthorized, type Pool, userNotFound } from "../model";
import { checkPassword, hashPassword } from "../passwords";
import type { Client } from "../poolSettings";
import { afterConfirmation, type TriggerCaller } from "../triggers";

export const attributes = z.array(z.object({ Name: z.string(), Value: z.string() }));
const account = z.object({ ClientId: z.string(), Username: z.string().min(1) });

/** Public actions for sign-up and account recovery. */
export function signUpOperations(directory: Directory): Record<string, JsonOperation> {
  return {
    SignUp: publicOperation(
      account.extend({ Password: z.string(), UserAttributes: attributes.optional() }),
      (input) => signUp({ ...directory.client(input.ClientId), ...input }),
    ),
    ConfirmSignUp: publicOperation(account.extend({ ConfirmationCode: z.string() }), (input) =>
      confirmSignUp({ ...directory.client(input.ClientId), ...input }),
    ),
    ResendConfirmationCode: publicOperation(account, async (input) => {
      const { pool, client } = directory.client(input.ClientId);
      const user = pool.findUser(input.Username);
      if (!user?.enabled) return simulated(pool, client, input.Username);
      if (user.status === "CONFIRMED")
        throw new AwsError("InvalidParameterException", "User is already confirmed.");
      return { CodeDeliveryDetails: await sendCode(pool, user, "signUp", { clientId: client.id }) };
    }),
    ForgotPassword: publicOperation(
      account.extend({ ClientMetadata: z.record(z.string(), z.string()).optional() }),
      async ({ ClientId: clientId, Username, ClientMetadata: clientMetadata }) => {
        const { pool, client } = directory.client(clientId);
        return forgotPassword(pool, client, Username, { clientId, clientMetadata });
      },
    ),
    ConfirmForgotPassword: publicOperation(
      account.extend({ ConfirmationCode: z.string(), Password: z.string() }),
      (input) => confirmForgotPassword({ ...directory.client(input.ClientId), ...input }),
    ),
  };
}

interface Call {
  pool: Pool;
  client: Client;
  Username: string;
}

async function signUp(call: Call & { Password: string; UserAttributes?: z.output<typeof attributes> }) {
  const { pool, client, Username, Password } = call;
  if (pool.settings.adminCreateUserConfig.allowAdminCreateUserOnly) {
    throw notAuthorized("SignUp is not permitted for this user pool");
  }
  requireEmailName(pool, Username);
  checkPassword(Password, pool.settings.passwordPolicy);
  const exists = new AwsError(
    "UsernameExistsException",
    pool.signsInByEmail ? "An account with the given email already exists." : "User already exists",
  );
  if (pool.findUser(Username)) throw exists;
  const given = attributeMap(call.UserAttributes);
  const password = await hashPassword(Password);
  const candidate = pool.newUser(Username, { attributes: given, password });
  candidate.attributes.email_verified = "false";
  await pool.addUser(candidate, exists);
  const mails = pool.settings.autoVerifiedAttributes.includes("email") && candidate.attributes.email;
  const delivery = mails ? await sendCode(pool, candidate, "signUp", { clientId: client.id }) : undefined;
  return { UserConfirmed: false, UserSub: candidate.sub, CodeDeliveryDetails: delivery };
}

async function confirmSignUp(call: Call & { ConfirmationCode: string }) {
  const { pool, client, Username, ConfirmationCode } = call;
  const user = pool.findUser(Username);
  if (!user?.enabled)
    throw client.preventUserExistenceErrors === "ENABLED" ? codeExpired() : unknownForClient();
  if (user.status === "CONFIRMED")
    throw notAuthorized("User cannot be confirmed. Current status is CONFIRMED");
  await redeemCode(pool, user, "signUp", ConfirmationCode);
  await pool.updateUser(user.username, (stored) => {
    stored.status = "CONFIRMED";
    if (pool.settings.autoVerifiedAttributes.includes("email")) stored.attributes.email_verified = "true";
  });
  await afterConfirmation(pool, user, { clientId: client.id }, "ConfirmSignUp");
  return {};
}

async function forgotPassword(pool: Pool, client: Client, username: string, caller: TriggerCaller) {
  const user = pool.findUser(username);
  const hidden = client.preventUserExistenceErrors === "ENABLED";
  if (!user) return simulated(pool, client, username);
  if (!user.enabled) {
    if (hidden) return simulated(pool, client, username);
    throw notAuthorized("User is disabled.");
  }
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    throw notAuthorized("User password cannot be reset in the current state.");
  }
  if (user.attributes.email_verified !== "true") {
    if (hidden) return simulated(pool, client, username);
    throw new AwsError(
      "InvalidParameterException",
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  }
  return { CodeDeliveryDetails: await sendCode(pool, user, "password", caller) };
}

async function confirmForgotPassword(call: Call & { ConfirmationCode: string; Password: string }) {
  const { pool, client, Username, ConfirmationCode, Password } = call;
  const user = pool.findUser(Username);
  if (!user?.enabled)
    throw client.preventUserExistenceErrors === "ENABLED" ? codeMismatch() : unknownForClient();
  // Checked before the code is consumed, so that it stays valid for another password.
  checkPassword(Password, pool.settings.passwordPolicy);
  await redeemCode(pool, user, "password", ConfirmationCode);
  const password = await hashPassword(Password);
  await pool.updateUser(user.username, (stored) => {
    stored.password = password;
    stored.status = "CONFIRMED";
    stored.failures = 0;
    stored.lockedUntil = 0;
  });
  await afterConfirmation(pool, user, { clientId: client.id }, "ConfirmForgotPassword");
  return {};
}

/** A pool whose user names are addresses takes nothing else. */
export function requireEmailName(pool: Pool, username: string): void {
  if (pool.signsInByEmail && !z.email().safeParse(username).success) {
    throw new AwsError("InvalidParameterException", "Username should be an email.");
  }
}

/** Response for a user who cannot get a code. It does not reveal who has an account. */
function simulated(pool: Pool, client: Client, username: string) {
  if (client.preventUserExistenceErrors === "LEGACY") throw unknownForClient();
  const email = pool.signsInByEmail ? username : `${username}@${pool.id}`;
  return { CodeDeliveryDetails: deliveryDetails(email) };
}

function unknownForClient(): AwsError {
  return new AwsError(userNotFound().code, "Username/client id combination not found.");
}
