import { z } from "zod";
import { type JsonOperation, publicOperation } from "../../../engine/awsJson";
import type { Directory } from "../directory";
import type { Pool, StoredUser } from "../model";
import { associate, setEnabled, verify } from "../totp";

const authorization = z.strictObject({ AccessToken: z.string() });

export const mfaPreference = z.strictObject({
  SoftwareTokenMfaSettings: z
    .strictObject({
      Enabled: z.boolean().default(false),
      // The only factor that there is here is always the preferred one.
      PreferredMfa: z.boolean().optional(),
    })
    .optional(),
});

/** Turns the second factor on or off, according to a preference. */
export async function setMfaPreference(
  pool: Pool,
  user: StoredUser,
  { SoftwareTokenMfaSettings: settings }: z.output<typeof mfaPreference>,
): Promise<void> {
  if (settings !== undefined) await setEnabled(pool, user, settings.Enabled);
}

/** Setting up an authenticator app as the second factor of the user who is signed in. */
export function mfaOperations(directory: Directory): Record<string, JsonOperation> {
  return {
    AssociateSoftwareToken: publicOperation(authorization, async ({ AccessToken }) => {
      const { pool, user } = await directory.signedIn(AccessToken);
      return { SecretCode: await associate(pool, user) };
    }),
    VerifySoftwareToken: publicOperation(
      authorization.extend({ UserCode: z.string().length(6).regex(/^\d+$/) }),
      async ({ AccessToken, UserCode }) => {
        const { pool, user } = await directory.signedIn(AccessToken);
        await verify(pool, user, UserCode);
        return { Status: "SUCCESS" };
      },
    ),
    SetUserMFAPreference: publicOperation(
      mfaPreference.extend(authorization.shape),
      async ({ AccessToken, ...preference }) => {
        const { pool, user } = await directory.signedIn(AccessToken);
        await setMfaPreference(pool, user, preference);
        return {};
      },
    ),
  };
}
