import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, publicOperation } from "../../../engine/awsJson";
import { writableAttributes } from "../attributes";
import { redeemCode, sendCode } from "../codes";
import type { Directory } from "../directory";
import { attributeList, type Pool, type StoredUser } from "../model";
import { checkPassword, hashPassword } from "../passwords";
import { revokeAll } from "../tokens";
import type { TriggerCaller } from "../triggers";
import { attributes } from "./passwordReset";
import { verifyPassword } from "./signIn";

const accessToken = z.strictObject({ AccessToken: z.string() });

/**
 * Actions that an access token authorizes for anybody who holds it. The page verifies a new address; the rest remains
 * open.
 */
export function selfServiceOperations(directory: Directory): Record<string, JsonOperation> {
  return {
    GetUser: publicOperation(accessToken, async ({ AccessToken }) => {
      const { user } = await directory.signedIn(AccessToken);
      return { Username: user.username, UserAttributes: attributeList(user), ...mfaSettings(user) };
    }),
    ChangePassword: publicOperation(
      accessToken.extend({ PreviousPassword: z.string(), ProposedPassword: z.string() }),
      async (input) => {
        const { pool, user } = await directory.signedIn(input.AccessToken);
        checkPassword(input.ProposedPassword, pool.settings.passwordPolicy);
        await verifyPassword(pool, user, input.PreviousPassword);
        const password = await hashPassword(input.ProposedPassword, pool.context.passwordCost);
        await pool.updateUser(user.username, (stored) => {
          stored.password = password;
        });
        return {};
      },
    ),
    GlobalSignOut: publicOperation(accessToken, async ({ AccessToken }) => {
      const { pool, user } = await directory.signedIn(AccessToken);
      await revokeAll(pool, user.username);
      return {};
    }),
    DeleteUser: publicOperation(accessToken, async ({ AccessToken }) => {
      const { pool, user } = await directory.signedIn(AccessToken);
      await deleteUser(pool, user);
      return {};
    }),
    UpdateUserAttributes: publicOperation(
      accessToken.extend({ UserAttributes: attributes }),
      async (input) => {
        const { pool, client, user } = await directory.signedIn(input.AccessToken);
        const changes = writableAttributes(pool, input.UserAttributes, { client, isNew: false });
        return {
          CodeDeliveryDetailsList: await updateAttributes(pool, user, changes, { clientId: client.id }),
        };
      },
    ),
    VerifyUserAttribute: publicOperation(
      accessToken.extend({ AttributeName: z.literal("email"), Code: z.string() }),
      async (input) => {
        const { pool, user } = await directory.signedIn(input.AccessToken);
        const email = await redeemCode(pool, user, "email", input.Code);
        await pool.updateUser(user.username, (stored) => {
          if (email) stored.attributes.email = email;
          stored.attributes.email_verified = "true";
        });
        return {};
      },
    ),
  };
}

export async function deleteUser(pool: Pool, user: StoredUser): Promise<void> {
  await revokeAll(pool, user.username);
  await pool.update((state) => {
    delete state.users[user.username];
  });
}

/** As the API shows a second factor, in its answers about users. */
export function mfaSettings(user: StoredUser) {
  return user.totp?.enabled
    ? { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"], PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" }
    : {};
}

/**
 * Sets attributes. A code is emailed to a new address; until it comes back the old address stays, if the pool is
 * configured so, or else the new one takes effect immediately but counts as unverified.
 */
export async function updateAttributes(
  pool: Pool,
  user: StoredUser,
  changes: Record<string, string>,
  caller: TriggerCaller,
) {
  const { email, ...others } = changes;
  const newEmail = email !== undefined && email !== user.attributes.email ? email : undefined;
  requireFree(pool, user, newEmail);
  const waits =
    pool.settings.userAttributeUpdateSettings?.attributesRequireVerificationBeforeUpdates.includes("email");
  await pool.updateUser(user.username, (stored) => {
    Object.assign(stored.attributes, others);
    if (newEmail !== undefined && !waits) {
      Object.assign(stored.attributes, { email: newEmail, email_verified: "false" });
    }
  });
  const mails = pool.settings.autoVerifiedAttributes.includes("email");
  return newEmail !== undefined && mails ? [await sendCode(pool, user, "email", caller, newEmail)] : [];
}

/** Throws if another user has the address. */
export function requireFree(pool: Pool, user: StoredUser, email: string | undefined): void {
  const holder = email === undefined ? undefined : pool.findUser(email);
  if (holder === undefined || holder.username === user.username) return;
  throw new AwsError("AliasExistsException", "An account with the given email already exists.");
}
