import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, publicOperation, signedOperation } from "../../../engine/awsJson";
import { ownValue } from "../../../engine/ownValue";
import { afterWrongTry, isLocked, NO_ATTEMPTS } from "../attempts";
import type { Challenges } from "../challenges";
import { type Directory, unknownClient } from "../directory";
import { notAuthorized, type Pool, type StoredUser } from "../model";
import { checkPassword, hashPassword, matchesPassword } from "../passwords";
import type { Client } from "../poolSettings";
import { refreshSession, revokeToken, startSession } from "../tokens";
import { checkCode } from "../totp";

const parameters = z.record(z.string(), z.string()).default({});
const initiate = z.strictObject({ ClientId: z.string(), AuthFlow: z.string(), AuthParameters: parameters });
const initiateByServer = initiate.extend({ UserPoolId: z.string() });
const respond = z.strictObject({
  ClientId: z.string(),
  ChallengeName: z.string(),
  Session: z.string(),
  ChallengeResponses: parameters,
});

/** Signing in, staying signed in, and ending that. */
export function signInOperations(
  directory: Directory,
  challenges: Challenges,
): Record<string, JsonOperation> {
  const signIns = new SignIns(challenges);
  const startBy = (caller: Caller) => (input: z.output<typeof initiate>) => {
    const { pool, client } = directory.client(input.ClientId);
    requireFlow(client, input.AuthFlow, caller);
    return signIns.initiate(pool, client, input.AuthParameters);
  };
  const answer = (input: z.output<typeof respond>) => {
    const { pool, client } = directory.client(input.ClientId);
    return signIns.respond(pool, client, input);
  };
  return {
    InitiateAuth: publicOperation(initiate, startBy("client")),
    AdminInitiateAuth: signedOperation(initiateByServer, ({ UserPoolId, ...input }) => {
      const { pool } = directory.client(input.ClientId);
      if (pool.id !== directory.pool(UserPoolId).id) throw unknownClient(input.ClientId);
      return startBy("server")(input);
    }),
    RespondToAuthChallenge: publicOperation(respond, answer),
    GetTokensFromRefreshToken: publicOperation(
      z.strictObject({ ClientId: z.string(), RefreshToken: z.string() }),
      async (input) => {
        const { pool, client } = directory.client(input.ClientId);
        return { AuthenticationResult: await refreshSession(pool, client, input.RefreshToken) };
      },
    ),
    RevokeToken: publicOperation(
      z.strictObject({ ClientId: z.string(), Token: z.string() }),
      async (input) => {
        const { pool, client } = directory.client(input.ClientId);
        if (!client.enableTokenRevocation) {
          throw new AwsError(
            "UnsupportedOperationException",
            "Token revocation is not enabled for this client",
          );
        }
        await revokeToken(pool, client, input.Token);
        return {};
      },
    ),
  };
}

class SignIns {
  constructor(private readonly challenges: Challenges) {}

  async initiate(pool: Pool, client: Client, given: Record<string, string>) {
    const user = await this.checkSignIn(pool, required(given, "USERNAME"), required(given, "PASSWORD"));
    return this.proceed(pool, client, user);
  }

  async respond(pool: Pool, client: Client, input: z.output<typeof respond>) {
    const challenge = this.challenges.find(input.Session, input.ChallengeName);
    const user = pool.requireUser(challenge.username);
    const given = input.ChallengeResponses;
    const isSameUser = pool.findUser(required(given, "USERNAME"))?.username === user.username;
    if (challenge.client.id !== client.id || !isSameUser)
      throw notAuthorized("Invalid session for the user.");
    if (challenge.name === "NEW_PASSWORD_REQUIRED") {
      await chooseFirstPassword(pool, user, given);
      challenge.used = true;
      return this.proceed(pool, client, pool.requireUser(user.username));
    }
    await checkCode(pool, user, required(given, "SOFTWARE_TOKEN_MFA_CODE"));
    challenge.used = true;
    return this.complete(pool, client, user);
  }

  /** Starts the next challenge, or the session. */
  private async proceed(pool: Pool, client: Client, user: StoredUser) {
    const of = { pool, client, user };
    if (user.status === "FORCE_CHANGE_PASSWORD") {
      const userAttributes = JSON.stringify({ ...user.attributes });
      return this.challenges.start("NEW_PASSWORD_REQUIRED", of, { requiredAttributes: "[]", userAttributes });
    }
    if (user.totp?.enabled) return this.challenges.start("SOFTWARE_TOKEN_MFA", of);
    return this.complete(pool, client, user);
  }

  /** Returns the user with this name and password, if they may sign in; otherwise throws Cognito's error. */
  private async checkSignIn(pool: Pool, username: string, password: string): Promise<StoredUser> {
    const user = pool.findUser(username);
    // As for a wrong password: nobody learns who has an account.
    if (!user) throw notAuthorized("Incorrect username or password.");
    await verifyPassword(pool, user, password);
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (user.status === "FORCE_CHANGE_PASSWORD" && (user.temporaryPasswordExpiresAt ?? 0) < Date.now()) {
      throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
    }
    return user;
  }

  private async complete(pool: Pool, client: Client, user: StoredUser) {
    return { AuthenticationResult: await startSession(pool, client, user), ChallengeParameters: {} };
  }
}

/** Throws unless the password is right. */
export async function verifyPassword(pool: Pool, user: StoredUser, password: string): Promise<void> {
  if (isLocked(user, Date.now())) throw notAuthorized("Password attempts exceeded");
  const right = await matchesPassword(password, user.password);
  if (right && user.failures === 0) return;
  await pool.updateUser(user.username, (stored) => {
    Object.assign(stored, right ? NO_ATTEMPTS : afterWrongTry(stored, Date.now()));
  });
  if (!right) throw notAuthorized("Incorrect username or password.");
}

async function chooseFirstPassword(
  pool: Pool,
  user: StoredUser,
  given: Record<string, string>,
): Promise<void> {
  const chosen = required(given, "NEW_PASSWORD");
  checkPassword(chosen, pool.settings.passwordPolicy);
  const password = await hashPassword(chosen, pool.context.passwordCost);
  await pool.updateUser(user.username, (stored) => {
    stored.password = password;
    stored.status = "CONFIRMED";
    delete stored.temporaryPasswordExpiresAt;
  });
}

/** The caller that signs a user in: the user's client, or a server with AWS credentials. */
type Caller = "client" | "server";

const flows: Record<string, { permission: string; callers: readonly Caller[] }> = {
  USER_PASSWORD_AUTH: { permission: "ALLOW_USER_PASSWORD_AUTH", callers: ["client"] },
  ADMIN_USER_PASSWORD_AUTH: { permission: "ALLOW_ADMIN_USER_PASSWORD_AUTH", callers: ["server"] },
  // No client has it: all of them rotate their refresh tokens.
  REFRESH_TOKEN_AUTH: { permission: "ALLOW_REFRESH_TOKEN_AUTH", callers: ["client", "server"] },
};

function requireFlow(client: Client, flow: string, caller: Caller): void {
  const known = ownValue(flows, flow);
  if (known === undefined) {
    const names = Object.keys(flows).join(", ");
    throw new AwsError(
      "InvalidParameterException",
      `The local cloud does not support ${flow}, only ${names}.`,
    );
  }
  if (!known.callers.includes(caller)) {
    throw new AwsError("InvalidParameterException", "Initiate Auth method not supported.");
  }
  if (!client.explicitAuthFlows.includes(known.permission)) {
    throw new AwsError("InvalidParameterException", `${flow} flow not enabled for this client`);
  }
}

function required(given: Record<string, string>, name: string): string {
  const value = given[name];
  if (!value) throw new AwsError("InvalidParameterException", `Missing required parameter ${name}`);
  return value;
}
