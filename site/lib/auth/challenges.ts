import { isKey, say } from "../../i18n";
import { RequestError } from "../network/requestError";
import { ask, postPublic, signIn } from "./accountRequests";
import type { AuthAnswer } from "./cognito";
import { liveTokens } from "./session";
import type { Challenge } from "./signInAndOut";

// Steps of a sign-in after the password, and their setup. Apart from accountRequests.ts, because most sign-ins need
// none.

/** Answers the demand for a new password that an invited user meets at the first sign-in. */
export function answerNewPassword({ email, session }: Challenge, password: string): Promise<AuthAnswer> {
  return ask("RespondToAuthChallenge", {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: session,
    ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
  });
}

/** Answers the demand for a code of the authenticator app. */
export async function answerCode(challenge: Challenge, code: string): Promise<AuthAnswer> {
  const { email, password } = challenge;
  const answer = (session = "") =>
    askAboutCode<AuthAnswer>("RespondToAuthChallenge", {
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: session,
      ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code },
    });
  try {
    return await answer(challenge.session);
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== "NotAuthorizedException") throw error;
    // A challenge lasts three minutes.
    return answer((await signIn(email, password)).Session);
  }
}

/** Turns off a second factor that was lost, and ends all sessions. */
export function recover({ email, password }: Challenge, recoveryCode: string): Promise<void> {
  return postPublic("/secondFactorReset", { email, password, recoveryCode });
}

/** A new key for an authenticator app, in base 32. The present one stays in use until this one is verified. */
export async function newAuthenticatorKey(): Promise<string> {
  const { accessToken } = await liveTokens();
  const { SecretCode } = await ask<{ SecretCode: string }>("AssociateSoftwareToken", {
    AccessToken: accessToken,
  });
  return SecretCode;
}

/** Proves that the app has the key that was made last. */
export async function verifyKey(code: string): Promise<void> {
  const { accessToken } = await liveTokens();
  await askAboutCode("VerifySoftwareToken", { AccessToken: accessToken, UserCode: code });
}

/**
 * Sends an action that takes a code of the app, for which Cognito's errors mean something else than for a code in an
 * email.
 */
async function askAboutCode<Answer>(action: string, body: Record<string, unknown>): Promise<Answer> {
  try {
    return await ask<Answer>(action, body);
  } catch (error) {
    const key = `secondFactor.error.${error instanceof RequestError ? error.code : ""}` as const;
    if (!(error instanceof RequestError) || !isKey(key)) throw error;
    throw new RequestError(error.kind, say(key), "code", error.code);
  }
}
