import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, publicOperation } from "../../../engine/awsJson";
import { codeMismatch, deliveryDetails, redeemCode, sendCode } from "../codes";
import type { Directory } from "../directory";
import { notAuthorized, type Pool } from "../model";
import { checkPassword, hashPassword } from "../passwords";
import type { Client } from "../poolSettings";
import { afterPasswordReset, type TriggerCaller } from "../triggers";

export const attributes = z.array(z.strictObject({ Name: z.string(), Value: z.string() }));
const account = z.strictObject({ ClientId: z.string(), Username: z.string().min(1) });

/** Public actions: account recovery, and sign-up, which the pool's settings leave to administrators. */
export function passwordResetOperations(directory: Directory): Record<string, JsonOperation> {
  return {
    // Refused whatever it says about the user.
    SignUp: publicOperation(z.looseObject({ ClientId: z.string() }), ({ ClientId }) => {
      directory.client(ClientId);
      throw notAuthorized("SignUp is not permitted for this user pool");
    }),
    ForgotPassword: publicOperation(
      account.extend({ ClientMetadata: z.record(z.string(), z.string()).optional() }),
      async ({ ClientId: clientId, Username, ClientMetadata: clientMetadata }) => {
        const { pool } = directory.client(clientId);
        return forgotPassword(pool, Username, { clientId, clientMetadata });
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

async function forgotPassword(pool: Pool, username: string, caller: TriggerCaller) {
  const user = pool.findUser(username);
  if (!user?.enabled) return simulated(pool, username);
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    throw notAuthorized("User password cannot be reset in the current state.");
  }
  if (user.attributes.email_verified !== "true") return simulated(pool, username);
  return { CodeDeliveryDetails: await sendCode(pool, user, "password", caller) };
}

async function confirmForgotPassword(call: Call & { ConfirmationCode: string; Password: string }) {
  const { pool, client, Username, ConfirmationCode, Password } = call;
  const user = pool.findUser(Username);
  if (!user?.enabled) throw codeMismatch();
  // Checked before the code is consumed, so that it stays valid for another password.
  checkPassword(Password, pool.settings.passwordPolicy);
  await redeemCode(pool, user, "password", ConfirmationCode);
  const password = await hashPassword(Password, pool.context.passwordCost);
  await pool.updateUser(user.username, (stored) => {
    stored.password = password;
    stored.status = "CONFIRMED";
    stored.failures = 0;
    stored.lockedUntil = 0;
  });
  await afterPasswordReset(pool, user, { clientId: client.id });
  return {};
}

/** A pool whose user names are addresses accepts nothing else. */
export function requireEmailName(pool: Pool, username: string): void {
  if (pool.signsInByEmail && !z.email().safeParse(username).success) {
    throw new AwsError("InvalidParameterException", "Username should be an email.");
  }
}

/** Response for a user who cannot get a code. It does not reveal who has an account. */
function simulated(pool: Pool, username: string) {
  const email = pool.signsInByEmail ? username : `${username}@${pool.id}`;
  return { CodeDeliveryDetails: deliveryDetails(email) };
}
