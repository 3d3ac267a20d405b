import { kindOf } from "../../../domain/values/failures";
import { say } from "../../i18n";
import { config } from "../config/deployedConfig";
import { jsonOf, reach } from "../network/reach";
import { RequestError } from "../network/requestError";

// Cognito's public calls are plain JSON over HTTP. Its SDK client is 90 KB gzip for the nine calls that are needed here.

/** Tokens as Cognito answers them. */
export interface Tokens {
  IdToken: string;
  AccessToken: string;
  RefreshToken: string;
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
export async function callCognito<Answer>(action: string, body: Record<string, unknown>): Promise<Answer> {
  const { cognitoUrl, userPoolClientId } = config();
  const response = await reach(cognitoUrl, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify("AccessToken" in body ? body : { ClientId: userPoolClientId, ...body }),
  });
  if (!response.ok) throw await refusalOf(response);
  return jsonOf(response);
}

/** The error of AWS's JSON protocol: its name is in `__type`, with a namespace, or in a header, with an address. */
async function refusalOf(response: Response): Promise<RequestError> {
  const { __type, message } = await jsonOf<{ __type?: string; message?: string }>(response);
  const name = __type ?? response.headers.get("x-amzn-ErrorType") ?? "";
  const code = name.replace(/^.*#|:.*$/g, "");
  return new RequestError(kindOf(response.status, code), message ?? say("app.serverFailed"), undefined, code);
}

/** Replaces a refresh token, which Cognito accepts again for a minute, so that a lost answer ends no session. */
export function refreshTokens(refreshToken: string): Promise<AuthAnswer> {
  return callCognito("GetTokensFromRefreshToken", { RefreshToken: refreshToken });
}
