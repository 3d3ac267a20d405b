import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, publicOperation, signedOperation } from "../../../engine/awsJson";
import type { Directory } from "../directory";
import { notAuthorized, type Pool, type StoredUser, userNotFound } from "../model";
import { checkPassword, hashPassword, matchesPassword } from "../passwords";
import type { Client } from "../poolSettings";
import { refreshSession, revokeToken, startSession } from "../tokens";
import { checkTotp } from "./mfa";

type ChallengeName = "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA";

/** A sign-in that waits for an answer. Kept in memory: it lasts minutes. */
interface Challenge {
  name: ChallengeName;
  pool: Pool;
  client: Client;
  username: string;
  expiresAt: number;
}

/** Cognito's default for the session of a challenge. */
const CHALLENGE_LIFETIME_MS = 3 * 60_000;

const parameters = z.record(z.string(), z.string()).default({});
const initiate = z.object({ ClientId: z.string(), AuthFlow: z.string(), AuthParameters: parameters });
const respond = z.object({
  ClientId: z.string(),
  ChallengeName: z.string(),
  Session: z.string(),
  ChallengeResponses: parameters,
});

/** Signing in, staying signed in, and ending that. */
export function signInOperations(directory: Directory): Record<string, JsonOperation> {
  const signIns = new SignIns();
  const start = (input: z.output<typeof initiate>) => {
    const { pool, client } = directory.client(input.ClientId);
    return signIns.initiate(pool, client, input.AuthFlow, input.AuthParameters);
  };
  const answer = (input: z.output<typeof respond>) => {
    const { pool, client } = directory.client(input.ClientId);
    return signIns.respond(pool, client, input);
  };
  return {
    InitiateAuth: publicOperation(initiate, start),
    AdminInitiateAuth: signedOperation(initiate, start),
    RespondToAuthChallenge: publicOperation(respond, answer),
    AdminRespondToAuthChallenge: signedOperation(respond, answer),
    GetTokensFromRefreshToken: publicOperation(
      z.object({ ClientId: z.string(), RefreshToken: z.string() }),
      async (input) => {
        const { pool, client } = directory.client(input.ClientId);
        return { AuthenticationResult: await refreshSession(pool, client, input.RefreshToken) };
      },
    ),
    RevokeToken: publicOperation(z.object({ ClientId: z.string(), Token: z.string() }), async (input) => {
      const { pool, client } = directory.client(input.ClientId);
      if (!client.enableTokenRevocation) {
        throw new AwsError(
          "UnsupportedOperationException",
          "Token revocation is not enabled for this client",
        );
      }
      await revokeToken(pool, client, input.Token);
      return {};
    }),
  };
}

class SignIns {
  private readonly challenges = new Map<string, Challenge>();

  async initiate(pool: Pool, client: Client, flow: string, given: Record<string, string>) {
    requireFlow(client, flow);
    if (flow === "REFRESH_TOKEN_AUTH") {
      const result = await refreshSession(pool, client, required(given, "REFRESH_TOKEN"));
      return { AuthenticationResult: result, ChallengeParameters: {} };
    }
    const user = await this.checkSignIn(
      pool,
      client,
      required(given, "USERNAME"),
      required(given, "PASSWORD"),
    );
    if (user.status === "FORCE_CHANGE_PASSWORD") {
      const attributes = JSON.stringify({ ...user.attributes });
      const details = { requiredAttributes: "[]", userAttributes: attributes };
      return this.challenge("NEW_PASSWORD_REQUIRED", pool, client, user, details);
    }
    if (user.totpEnabled) return this.challenge("SOFTWARE_TOKEN_MFA", pool, client, user, {});
    return this.complete(pool, client, user);
  }

  async respond(pool: Pool, client: Client, input: z.output<typeof respond>) {
    const challenge = this.challenges.get(input.Session);
    if (!challenge || challenge.client.id !== client.id || challenge.name !== input.ChallengeName) {
      throw notAuthorized("Invalid session for the user.");
    }
    if (challenge.expiresAt < Date.now())
      throw notAuthorized("Invalid session for the user, session is expired.");
    const user = pool.requireUser(challenge.username);
    const given = input.ChallengeResponses;
    if (pool.findUser(required(given, "USERNAME"))?.username !== user.username) {
      throw notAuthorized("Invalid session for the user.");
    }
    if (challenge.name === "SOFTWARE_TOKEN_MFA") {
      if (!checkTotp(user.totpSecret, required(given, "SOFTWARE_TOKEN_MFA_CODE"))) {
        throw new AwsError("CodeMismatchException", "Invalid code received for user");
      }
      this.challenges.delete(input.Session);
      return this.complete(pool, client, user);
    }
    await chooseFirstPassword(pool, user, given);
    this.challenges.delete(input.Session);
    return this.complete(pool, client, user);
  }

  /** The user with this name and password, if they may sign in; throws what Cognito says otherwise. */
  private async checkSignIn(
    pool: Pool,
    client: Client,
    username: string,
    password: string,
  ): Promise<StoredUser> {
    const user = pool.findUser(username);
    const wrong = notAuthorized("Incorrect username or password.");
    if (!user) throw client.preventUserExistenceErrors === "ENABLED" ? wrong : userNotFound();
    await verifyPassword(pool, user, password);
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (user.status === "UNCONFIRMED")
      throw new AwsError("UserNotConfirmedException", "User is not confirmed.");
    if (user.status === "RESET_REQUIRED") {
      throw new AwsError("PasswordResetRequiredException", "Password reset required for the user");
    }
    if (user.status === "FORCE_CHANGE_PASSWORD" && (user.temporaryPasswordExpiresAt ?? 0) < Date.now()) {
      throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
    }
    return user;
  }

  private challenge(
    name: ChallengeName,
    pool: Pool,
    client: Client,
    user: StoredUser,
    details: Record<string, string>,
  ) {
    const now = Date.now();
    for (const [session, old] of this.challenges) if (old.expiresAt < now) this.challenges.delete(session);
    const Session = randomBytes(64).toString("base64url");
    const expiresAt = now + CHALLENGE_LIFETIME_MS;
    this.challenges.set(Session, { name, pool, client, username: user.username, expiresAt });
    return {
      ChallengeName: name,
      Session,
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...details },
    };
  }

  private async complete(pool: Pool, client: Client, user: StoredUser) {
    return { AuthenticationResult: await startSession(pool, client, user), ChallengeParameters: {} };
  }
}

/**
 * Throws unless the password is right. After five wrong ones Cognito refuses for a second, and for twice as long with
 * every further one, up to a quarter of an hour.
 */
export async function verifyPassword(pool: Pool, user: StoredUser, password: string): Promise<void> {
  if (user.lockedUntil > Date.now()) throw notAuthorized("Password attempts exceeded");
  const right = await matchesPassword(password, user.password);
  if (right && user.failures === 0) return;
  await pool.updateUser(user.username, (stored) => {
    stored.failures = right ? 0 : stored.failures + 1;
    const excess = stored.failures - 5;
    stored.lockedUntil = excess >= 0 ? Date.now() + Math.min(1_000 * 2 ** excess, 900_000) : 0;
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
  const password = await hashPassword(chosen);
  await pool.updateUser(user.username, (stored) => {
    stored.password = password;
    stored.status = "CONFIRMED";
    delete stored.temporaryPasswordExpiresAt;
  });
}

const flows: Record<string, string> = {
  USER_PASSWORD_AUTH: "ALLOW_USER_PASSWORD_AUTH",
  ADMIN_USER_PASSWORD_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  REFRESH_TOKEN_AUTH: "ALLOW_REFRESH_TOKEN_AUTH",
};
/** Default authentication flows of a client. */
const standardFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

function requireFlow(client: Client, flow: string): void {
  const permission = flows[flow];
  if (!permission) {
    const known = Object.keys(flows).join(", ");
    throw new AwsError(
      "InvalidParameterException",
      `The local cloud does not support ${flow}, only ${known}.`,
    );
  }
  const allowed = client.explicitAuthFlows.length ? client.explicitAuthFlows : standardFlows;
  if (!allowed.includes(permission)) {
    throw new AwsError("InvalidParameterException", `${flow} flow not enabled for this client`);
  }
}

function required(given: Record<string, string>, name: string): string {
  const value = given[name];
  if (!value) throw new AwsError("InvalidParameterException", `Missing required parameter ${name}`);
  return value;
}
