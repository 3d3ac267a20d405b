import { createHash, randomBytes, randomUUID } from "node:crypto";
import { errors, importJWK, jwtVerify, SignJWT } from "jose";
import { AwsError } from "../../engine/awsError";
import { notAuthorized, type Pool, type StoredSession, type StoredUser } from "./model";
import type { Client } from "./poolSettings";

const newRefreshToken = () => randomBytes(96).toString("base64url");

/** Starts a session for the user and answers Cognito's `AuthenticationResult`, refresh token included. */
export async function startSession(pool: Pool, client: Client, user: StoredUser) {
  const refreshToken = newRefreshToken();
  const now = Math.floor(Date.now() / 1000);
  const session: StoredSession = {
    username: user.username,
    clientId: client.id,
    originJti: randomUUID(),
    authTime: now,
    expiresAt: now + client.lifetimes.refresh,
    revoked: false,
  };
  const tokens = await issueTokens(pool, client, user, session);
  await pool.update((state) => {
    for (const [hash, old] of Object.entries(state.sessions))
      if (old.expiresAt < now) delete state.sessions[hash];
    state.sessions[sha256(refreshToken)] = session;
  });
  return { ...tokens, RefreshToken: refreshToken };
}

/**
 * Returns new tokens for a refresh token, including another refresh token, which is valid for the remaining lifetime of
 * the first one. Throws Cognito's error if the token is invalid, expired, revoked or
 * replaced.
 */
export async function refreshSession(pool: Pool, client: Client, refreshToken: string) {
  const session = pool.state.sessions[sha256(refreshToken)];
  if (!session || session.clientId !== client.id) throw notAuthorized("Invalid Refresh Token");
  if (session.revoked) throw notAuthorized("Refresh Token has been revoked");
  if (session.expiresAt < Date.now() / 1000) throw notAuthorized("Refresh Token has expired");
  const user = pool.state.users[session.username];
  if (!user) throw notAuthorized("Invalid Refresh Token");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const { retryGracePeriodSeconds } = client.refreshTokenRotation;
  if (session.replacedAt !== undefined && session.replacedAt + retryGracePeriodSeconds * 1000 < Date.now()) {
    throw new AwsError("RefreshTokenReuseException", "Refresh token has been invalidated by rotation.");
  }
  const tokens = await issueTokens(pool, client, user, session);
  const next = newRefreshToken();
  await pool.update(({ sessions }) => {
    const replaced = sessions[sha256(refreshToken)];
    if (replaced === undefined || replaced.revoked) throw notAuthorized("Refresh Token has been revoked");
    const { replacedAt = Date.now(), ...others } = replaced;
    replaced.replacedAt = replacedAt;
    sessions[sha256(next)] = others;
  });
  return { ...tokens, RefreshToken: next };
}

/** Ends the session of a refresh token, including its successors. An unknown token is not an error, as in RFC 7009. */
export async function revokeToken(pool: Pool, client: Client, refreshToken: string): Promise<void> {
  await pool.update((state) => {
    const session = state.sessions[sha256(refreshToken)];
    if (session?.clientId !== client.id) return;
    for (const other of Object.values(state.sessions))
      if (other.originJti === session.originJti) other.revoked = true;
  });
}

/** Ends every session of the user. */
export async function revokeAll(pool: Pool, username: string): Promise<void> {
  await pool.update((state) => {
    for (const session of Object.values(state.sessions))
      if (session.username === username) session.revoked = true;
  });
}

/** The user and the client of an access token that Cognito itself would still accept. */
export async function userOfAccessToken(
  pool: Pool,
  accessToken: string,
): Promise<{ user: StoredUser; clientId: string }> {
  const key = await importJWK(pool.key.public, "RS256");
  const { payload } = await jwtVerify(accessToken, key, { issuer: pool.issuer }).catch((error: unknown) => {
    throw notAuthorized(
      error instanceof errors.JWTExpired ? "Access Token has expired" : "Invalid Access Token",
    );
  });
  if (payload.token_use !== "access") throw notAuthorized("Invalid Access Token");
  const session = Object.values(pool.state.sessions).find(
    ({ originJti }) => originJti === payload.origin_jti,
  );
  if (!session || session.revoked) throw notAuthorized("Access Token has been revoked");
  const user = pool.state.users[session.username];
  if (!user) throw notAuthorized("Access Token has been revoked");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return { user, clientId: session.clientId };
}

async function issueTokens(pool: Pool, client: Client, user: StoredUser, session: StoredSession) {
  const groups = user.groups.length ? { "cognito:groups": user.groups } : {};
  const common = {
    auth_time: session.authTime,
    origin_jti: session.originJti,
    event_id: randomUUID(),
    sub: user.sub,
  };
  const sign = (payload: object, lifetime: number) =>
    new SignJWT({ ...payload, ...common })
      .setProtectedHeader({ kid: pool.key.kid, alg: "RS256" })
      .setIssuer(pool.issuer)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${lifetime}s`)
      .sign(pool.key.sign);
  const access = {
    ...groups,
    scope: "aws.cognito.signin.user.admin",
    username: user.username,
    client_id: client.id,
    token_use: "access",
  };
  const id = {
    ...tokenAttributes(client, user),
    ...groups,
    "cognito:username": user.username,
    aud: client.id,
    token_use: "id",
  };
  return {
    AccessToken: await sign(access, client.lifetimes.access),
    IdToken: await sign(id, client.lifetimes.id),
    ExpiresIn: client.lifetimes.access,
    TokenType: "Bearer",
  };
}

/**
 * The attributes that the client may read. In the ID token `email_verified` and its like are booleans; every other attribute
 * stays text.
 */
function tokenAttributes({ readAttributes }: Client, user: StoredUser): Record<string, unknown> {
  const entries = Object.entries(user.attributes).filter(
    ([name]) => readAttributes.length === 0 || readAttributes.includes(name),
  );
  return Object.fromEntries(
    entries.map(([name, value]) => [name, name.endsWith("_verified") ? value === "true" : value]),
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
