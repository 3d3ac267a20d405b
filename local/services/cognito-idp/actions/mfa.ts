import { Secret, TOTP } from "otpauth";
import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, publicOperation } from "../../../engine/awsJson";
import type { Directory } from "../directory";
import type { Pool, StoredUser } from "../model";

/** True if the code is a valid TOTP code now, with a tolerance of one 30-second step either way. */
export function checkTotp(secret: string | undefined, code: string): boolean {
  if (!secret) return false;
  return new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token: code, window: 1 }) !== null;
}

const accessToken = z.object({ AccessToken: z.string() });

export const mfaPreference = z.object({
  SoftwareTokenMfaSettings: z.object({ Enabled: z.boolean().default(false) }).optional(),
});

/** Turns the second factor on, if it is set up, or off. */
export async function setMfaPreference(
  pool: Pool,
  user: StoredUser,
  { SoftwareTokenMfaSettings: settings }: z.output<typeof mfaPreference>,
): Promise<void> {
  const enabled = settings?.Enabled ?? false;
  if (enabled && !user.totpSecret) {
    throw new AwsError("InvalidParameterException", "User has not verified software token mfa");
  }
  await pool.updateUser(user.username, (stored) => {
    stored.totpEnabled = enabled;
  });
}

/** Setting up an authenticator app as the second factor, which the pool offers. */
export function mfaOperations(directory: Directory): Record<string, JsonOperation> {
  return {
    AssociateSoftwareToken: publicOperation(accessToken, async ({ AccessToken }) => {
      const { pool, user } = await directory.signedIn(AccessToken);
      if (pool.settings.mfaConfiguration === "OFF") {
        throw new AwsError(
          "SoftwareTokenMFANotFoundException",
          "Software Token MFA has not been enabled by the userPool",
        );
      }
      const secret = new Secret({ size: 20 }).base32;
      await pool.updateUser(user.username, (stored) => {
        stored.totpSecret = secret;
        stored.totpEnabled = false;
      });
      return { SecretCode: secret };
    }),
    VerifySoftwareToken: publicOperation(accessToken.extend({ UserCode: z.string() }), async (input) => {
      const { user } = await directory.signedIn(input.AccessToken);
      if (!checkTotp(user.totpSecret, input.UserCode)) {
        throw new AwsError("EnableSoftwareTokenMFAException", "Code mismatch");
      }
      return { Status: "SUCCESS" };
    }),
    SetUserMFAPreference: publicOperation(accessToken.extend(mfaPreference.shape), async (input) => {
      const { pool, user } = await directory.signedIn(input.AccessToken);
      await setMfaPreference(pool, user, input);
      return {};
    }),
  };
}
