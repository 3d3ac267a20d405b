import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, publicOperation } from "../../../engine/awsJson";
import type { Challenge, Challenges } from "../challenges";
import type { Directory } from "../directory";
import type { Pool, StoredUser } from "../model";
import { associate, setEnabled, verify } from "../totp";

/** The user who sets up an app: signed in, or in the middle of a sign-in that requires it. */
const authorization = z.object({ AccessToken: z.string().optional(), Session: z.string().optional() });

export const mfaPreference = z.object({
  SoftwareTokenMfaSettings: z.object({ Enabled: z.boolean().default(false) }).optional(),
});

/** Turns the second factor on or off, according to a preference. */
export async function setMfaPreference(
  pool: Pool,
  user: StoredUser,
  { SoftwareTokenMfaSettings: settings }: z.output<typeof mfaPreference>,
): Promise<void> {
  if (settings !== undefined) await setEnabled(pool, user, settings.Enabled);
}

/** Setting up an authenticator app as the second factor. */
export function mfaOperations(directory: Directory, challenges: Challenges): Record<string, JsonOperation> {
  const authorized = async (
    input: z.output<typeof authorization>,
  ): Promise<{ pool: Pool; user: StoredUser; challenge?: Challenge }> => {
    const { AccessToken, Session } = input;
    if ((AccessToken === undefined) === (Session === undefined)) {
      throw new AwsError("InvalidParameterException", "Only one of AccessToken and Session must be given");
    }
    if (Session === undefined) return directory.signedIn(AccessToken ?? "");
    const challenge = challenges.find(Session, "MFA_SETUP");
    return { pool: challenge.pool, user: challenge.pool.requireUser(challenge.username), challenge };
  };
  const next = (challenge: Challenge | undefined) => challenge && { Session: challenges.renew(challenge) };
  return {
    AssociateSoftwareToken: publicOperation(authorization, async (input) => {
      const { pool, user, challenge } = await authorized(input);
      return { SecretCode: await associate(pool, user), ...next(challenge) };
    }),
    VerifySoftwareToken: publicOperation(
      authorization.extend({ UserCode: z.string().length(6).regex(/^\d+$/) }),
      async (input) => {
        const { pool, user, challenge } = await authorized(input);
        await verify(pool, user, input.UserCode);
        return { Status: "SUCCESS", ...next(challenge) };
      },
    ),
    SetUserMFAPreference: publicOperation(
      mfaPreference.extend({ AccessToken: z.string() }),
      async (input) => {
        const { pool, user } = await directory.signedIn(input.AccessToken);
        await setMfaPreference(pool, user, input);
        return {};
      },
    ),
  };
}
