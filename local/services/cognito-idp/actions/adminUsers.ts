import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, signedOperation } from "../../../engine/awsJson";
import { DAY_MS } from "../../../engine/duration";
import { writableAttributes } from "../attributes";
import { invitationMail } from "../codes";
import type { Directory } from "../directory";
import { attributeList, type Pool, type StoredUser } from "../model";
import { checkPassword, hashPassword, temporaryPassword } from "../passwords";
import { revokeAll } from "../tokens";
import { mfaPreference, setMfaPreference } from "./mfa";
import { attributes, requireEmailName } from "./passwordReset";
import { deleteUser, mfaSettings, requireFree, updateAttributes } from "./selfService";

const target = z.strictObject({ UserPoolId: z.string(), Username: z.string() });
const creation = target.extend({
  UserAttributes: attributes.optional(),
  TemporaryPassword: z.string().optional(),
  MessageAction: z.enum(["RESEND", "SUPPRESS"]).optional(),
});
type AdminCreation = z.output<typeof creation>;

/** Accounts of others: actions of the admin page, and of an operator's terminal. */
export function adminOperations(directory: Directory): Record<string, JsonOperation> {
  const onUser = (run: (pool: Pool, user: StoredUser) => Promise<object>) =>
    signedOperation(target, (input) => {
      const pool = directory.pool(input.UserPoolId);
      return run(pool, pool.requireUser(input.Username));
    });
  const change = (run: (user: StoredUser) => void) =>
    onUser(async (pool, user) => {
      await pool.updateUser(user.username, run);
      return {};
    });
  return {
    AdminCreateUser: signedOperation(creation, async (input) => ({
      User: describeUser(await adminCreateUser(directory.pool(input.UserPoolId), input)),
    })),
    AdminGetUser: onUser(async (_pool, user) => {
      const { Attributes, ...described } = describeUser(user);
      return { ...described, UserAttributes: Attributes, ...mfaSettings(user) };
    }),
    AdminDisableUser: change((user) => {
      user.enabled = false;
    }),
    AdminEnableUser: change((user) => {
      user.enabled = true;
    }),
    AdminDeleteUser: onUser(async (pool, user) => {
      await deleteUser(pool, user);
      return {};
    }),
    AdminUserGlobalSignOut: onUser(async (pool, user) => {
      await revokeAll(pool, user.username);
      return {};
    }),
    AdminSetUserPassword: signedOperation(
      target.extend({ Password: z.string(), Permanent: z.boolean().default(false) }),
      async (input) => {
        const pool = directory.pool(input.UserPoolId);
        await setPassword(pool, pool.requireUser(input.Username), input.Password, input.Permanent);
        return {};
      },
    ),
    AdminSetUserMFAPreference: signedOperation(target.extend(mfaPreference.shape), async (input) => {
      const pool = directory.pool(input.UserPoolId);
      await setMfaPreference(pool, pool.requireUser(input.Username), input);
      return {};
    }),
    AdminUpdateUserAttributes: signedOperation(
      target.extend({
        UserAttributes: attributes,
        ClientMetadata: z.record(z.string(), z.string()).optional(),
      }),
      async (input) => {
        const pool = directory.pool(input.UserPoolId);
        const user = pool.requireUser(input.Username);
        const { email_verified, ...changes } = writableAttributes(pool, input.UserAttributes, {
          isNew: false,
        });
        if (email_verified === "true") await declareAttributes(pool, user, { ...changes, email_verified });
        else await updateAttributes(pool, user, changes, { clientMetadata: input.ClientMetadata });
        return {};
      },
    ),
  };
}

/** Sets attributes immediately, including an address: the administrator vouches for it. */
async function declareAttributes(pool: Pool, user: StoredUser, changes: Record<string, string>) {
  requireFree(pool, user, changes.email);
  await pool.updateUser(user.username, (stored) => {
    Object.assign(stored.attributes, changes);
  });
}

/** Creates a user with a temporary password, which is emailed to them unless the message is suppressed. */
export async function adminCreateUser(
  pool: Pool,
  input: Omit<AdminCreation, "UserPoolId">,
): Promise<StoredUser> {
  const { Username, MessageAction, TemporaryPassword } = input;
  requireEmailName(pool, Username);
  const password = TemporaryPassword ?? temporaryPassword(pool.settings.passwordPolicy);
  checkPassword(password, pool.settings.passwordPolicy);
  const user = MessageAction === "RESEND" ? pool.requireUser(Username) : await addInvited(pool, input);
  await setPassword(pool, user, password, false);
  if (MessageAction !== "SUPPRESS") {
    const to = user.attributes.email;
    if (!to)
      throw new AwsError(
        "InvalidParameterException",
        "User does not have delivery config set to turn on email",
      );
    await pool.context.deliverMail({ to, ...(await invitationMail(pool, user, Username, password)) });
  }
  return pool.requireUser(user.username);
}

async function addInvited(pool: Pool, input: Omit<AdminCreation, "UserPoolId">): Promise<StoredUser> {
  const exists = new AwsError("UsernameExistsException", "User account already exists");
  if (pool.findUser(input.Username)) throw exists;
  const user = pool.newUser(input.Username, writableAttributes(pool, input.UserAttributes, { isNew: true }));
  await pool.addUser(user, exists);
  return user;
}

/** Creates a confirmed user with a verified address; an existing one is only added to the groups. */
export async function ensureUser(
  pool: Pool,
  email: string,
  password: string,
  groups: string[],
): Promise<void> {
  if (!pool.findUser(email)) {
    const user = await adminCreateUser(pool, {
      Username: email,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
      MessageAction: "SUPPRESS",
    });
    await setPassword(pool, user, password, true);
  }
  await pool.updateUser(pool.requireUser(email).username, (user) => {
    user.groups = [...new Set([...user.groups, ...groups])];
  });
}

async function setPassword(
  pool: Pool,
  user: StoredUser,
  password: string,
  permanent: boolean,
): Promise<void> {
  checkPassword(password, pool.settings.passwordPolicy);
  const hash = await hashPassword(password, pool.context.passwordCost);
  const days = pool.settings.passwordPolicy.temporaryPasswordValidityDays;
  await pool.updateUser(user.username, (stored) => {
    stored.password = hash;
    stored.status = permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
    stored.temporaryPasswordExpiresAt = permanent ? undefined : Date.now() + days * DAY_MS;
    stored.failures = 0;
    stored.lockedUntil = 0;
  });
}

/** A user as lists and `AdminCreateUser` show them; times are epoch seconds. */
export function describeUser(user: StoredUser) {
  return {
    Username: user.username,
    Attributes: attributeList(user),
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
