import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { type CloudAccess, clientOf } from "./cloud";
import { turnSecondFactor } from "./secondFactor";

export interface ApiRequest {
  /** Sent unchanged if it is text, otherwise as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A whole answer of the API. */
export interface ApiResponse<Body = unknown> {
  status: number;
  /** In lowercase, without those that any HTTP server adds (date, length, connection) and without the request ID. */
  headers: Record<string, string>;
  /** The value of a JSON body; undefined without a body. */
  body: Body;
}

type Call = <Body = unknown>(
  method: string,
  path: string,
  request?: ApiRequest,
) => Promise<ApiResponse<Body>>;

/** A user of their own for a test. */
export interface TestUser {
  email: string;
  password: string;
  idToken: string;
  accessToken: string;
  refreshToken: string;
  /** Key of the user's authenticator app, if they have one. */
  appKey?: string;
  /** The id of the user, and of the user's ledger. */
  ledgerId: string;
  /** Calls the API with the user's token. */
  api: Call;
}

/** Calls a path of the API verbatim, for example `/expenses?limit=1`. */
export async function callApi<Body = unknown>(
  cloud: CloudAccess,
  method: string,
  path: string,
  { body, headers }: ApiRequest = {},
): Promise<ApiResponse<Body>> {
  const response = await fetch(`${cloud.output("apiUrl")}${path}`, {
    method,
    headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !TRANSPORT.includes(name))),
    body: text === "" ? undefined : JSON.parse(text),
  };
}

const TRANSPORT = [
  "date",
  "connection",
  // `fetch` has decompressed the body.
  "content-encoding",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "x-amzn-requestid",
];

/** The headers of every answer of a function that has a body. */
export function jsonHeaders(cloud: CloudAccess): Record<string, string> {
  return { "content-type": "application/json", ...bareHeaders(cloud) };
}

/** The headers of an answer of a function; API Gateway adds the type also where there is no body. */
export function bareHeaders(cloud: CloudAccess): Record<string, string> {
  return {
    "access-control-allow-origin": cloud.output("siteUrl"),
    "access-control-expose-headers": "ETag,Location,Retry-After",
    "cache-control": "no-store",
    vary: "Origin",
  };
}

/** Headers of a response that the gateway generates itself. */
export function gatewayHeaders(cloud: CloudAccess): Record<string, string> {
  return {
    "content-type": "application/json",
    "access-control-allow-origin": cloud.output("siteUrl"),
    "cache-control": "no-store",
  };
}

/**
 * Creates a user with a password and signs them in. With an operator's means: signing up has a quota, and takes two
 * emails.
 */
export async function signUpUser(
  cloud: CloudAccess,
  email = `${randomUUID()}@example.com`,
): Promise<TestUser> {
  const client = new CognitoIdentityProviderClient(clientOf(cloud));
  const account = { UserPoolId: cloud.output("userPoolId"), Username: email };
  const password = `Aa1!${randomUUID()}`;
  const attributes = { email, email_verified: "true" };
  await client.send(
    new AdminCreateUserCommand({
      ...account,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      MessageAction: "SUPPRESS",
    }),
  );
  await client.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }));
  return { email, password, ...(await signIn(cloud, email, password)) };
}

/**
 * Signs a user in. One with a second factor is let in as by an operator, who turns it off for that moment: each code of an app works
 * once, and tests sign in more often than there are codes.
 */
export async function signIn(
  cloud: CloudAccess,
  email: string,
  password: string,
): Promise<Omit<TestUser, "email" | "password">> {
  const { AuthenticationResult, ChallengeName } = await startSignIn(cloud, email, password);
  if (ChallengeName !== "SOFTWARE_TOKEN_MFA") return sessionOf(cloud, AuthenticationResult);
  await turnSecondFactor(cloud, email, false);
  const answer = await startSignIn(cloud, email, password);
  await turnSecondFactor(cloud, email, true);
  return sessionOf(cloud, answer.AuthenticationResult);
}

/** The first step of a sign-in. */
export function startSignIn(cloud: CloudAccess, email: string, password: string) {
  return new CognitoIdentityProviderClient(clientOf(cloud)).send(
    new InitiateAuthCommand({
      ClientId: cloud.output("userPoolClientId"),
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
}

/** Answers the challenge of a sign-in with a code of the app. */
export async function answerCode(
  cloud: CloudAccess,
  email: string,
  session: string | undefined,
  code: string,
) {
  const { AuthenticationResult } = await new CognitoIdentityProviderClient(clientOf(cloud)).send(
    new RespondToAuthChallengeCommand({
      ClientId: cloud.output("userPoolClientId"),
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: session,
      ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );
  return sessionOf(cloud, AuthenticationResult);
}

/** Gets new tokens for a session, as the site does when they run out; the refresh token is another one, too. */
export async function refresh(cloud: CloudAccess, { refreshToken }: Pick<TestUser, "refreshToken">) {
  const client = new CognitoIdentityProviderClient(clientOf(cloud));
  const { AuthenticationResult } = await client.send(
    new GetTokensFromRefreshTokenCommand({
      ClientId: cloud.output("userPoolClientId"),
      RefreshToken: refreshToken,
    }),
  );
  return sessionOf(cloud, AuthenticationResult);
}

function sessionOf(
  cloud: CloudAccess,
  tokens: AuthenticationResultType = {},
): Omit<TestUser, "email" | "password"> {
  const { IdToken: idToken = "", AccessToken: accessToken = "", RefreshToken: refreshToken = "" } = tokens;
  return {
    idToken,
    accessToken,
    refreshToken,
    ledgerId: String(decodeJwt(idToken).sub),
    api: (method, path, request) =>
      callApi(cloud, method, path, { ...request, headers: { Authorization: idToken, ...request?.headers } }),
  };
}
