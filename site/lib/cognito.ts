import { t } from "../i18n";
import { config } from "./config";
import { reach } from "./reach";
import { RequestError } from "./requestError";

// Cognito's public calls are plain JSON over HTTP. Its SDK client is 90 KB gzip for the nine calls that are needed here.

/** Tokens as Cognito answers them; a refresh answers no new refresh token. */
export interface Tokens {
  IdToken: string;
  AccessToken: string;
  RefreshToken?: string;
  /** Seconds. */
  ExpiresIn: number;
}

/** Answer of a step of signing in: tokens, or another question. */
export interface AuthAnswer {
  AuthenticationResult?: Tokens;
  ChallengeName?: string;
  Session?: string;
}

/** Sends one action. The `code` of an error is Cognito's error type. */
export async function call<Answer>(action: string, body: Record<string, unknown>): Promise<Answer> {
  const { cognitoUrl, userPoolClientId } = config();
  const response = await reach(cognitoUrl, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify("AccessToken" in body ? body : { ClientId: userPoolClientId, ...body }),
  });
  const answer = await response.json().catch(() => ({})); // Some actions answer an empty body.
  if (!response.ok) throw refusal(response.status, answer);
  return answer;
}

function refusal(status: number, answer: { __type?: string; message?: string }): RequestError {
  const code = answer.__type?.split("#").pop() ?? "";
  return new RequestError(status, answer.message ?? t("app.serverFailed"), undefined, code);
}

export function refresh(refreshToken: string): Promise<AuthAnswer> {
  return call("InitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
}

/** Ends the session of one refresh token. */
export function revokeToken(refreshToken: string): Promise<void> {
  return call("RevokeToken", { Token: refreshToken });
}

/** Ends the sessions of every device. */
export function signOutEverywhere(accessToken: string): Promise<void> {
  return call("GlobalSignOut", { AccessToken: accessToken });
}
