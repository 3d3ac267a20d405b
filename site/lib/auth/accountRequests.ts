import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "../../../domain/values/limits";
import { type Said, spoken } from "../../i18n";
import { config } from "../config/deployedConfig";
import { reach } from "../network/reach";
import { errorOf } from "../network/refusalResponse";
import { RequestError } from "../network/requestError";
import { type AuthAnswer, callCognito } from "./cognito";

// Actions before sign-in. They are separate from cognito.ts because a page with a session needs none of them.

/** Sends an action; a refusal is put into the user's language. */
export async function ask<Answer>(action: string, body: Record<string, unknown>): Promise<Answer> {
  try {
    return await callCognito<Answer>(action, body);
  } catch (error) {
    if (!(error instanceof RequestError) || error.kind === "network") throw error;
    throw new RequestError(error.kind, explain(error), undefined, error.code);
  }
}

/** Made here as in the API: numbers are inlined, but an object of the limits would bring their module into the first screen. */
const PASSWORD_LENGTHS = { min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH };

function explain({ code = "", message }: RequestError): Said {
  if (code === "InvalidPasswordException") {
    // Only Cognito knows which requirement a password fails, and says it in English, after the name of the rule.
    return {
      key: "refusal.password.weak",
      values: PASSWORD_LENGTHS,
      otherwise: message.replace(/^.*policy: /, ""),
    };
  }
  return { key: `auth.error.${code}`, otherwise: message };
}

/** Starts signing in. */
export function signIn(email: string, password: string): Promise<AuthAnswer> {
  return ask("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
}

/** Has a code to set a new password emailed to an address. The answer does not reveal whether it has an account. */
export function requestReset(email: string): Promise<void> {
  return postPublic("/passwordReset", { email, language: spoken() });
}

/**
 * Has a one-time password emailed to a newcomer.
 * @param invitation `<ledger>/<secret>`: to a ledger, if they have one.
 */
export function signUp(email: string, invitation: string): Promise<void> {
  const [ledgerId, secret] = invitation.split("/");
  return postPublic("/signup", {
    email,
    language: spoken(),
    ...(secret && { invitation: { ledgerId, secret } }),
  });
}

/** Sends a request to the API that takes no token. */
export async function postPublic(path: string, body: object): Promise<void> {
  const response = await reach(`${config().apiUrl}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await errorOf(response);
}

export function resetPassword(email: string, code: string, password: string): Promise<void> {
  return ask("ConfirmForgotPassword", { Username: email, ConfirmationCode: code, Password: password });
}

/** Proves a new address, which Cognito takes for the user's from then on. */
export function verifyEmail(accessToken: string, code: string): Promise<void> {
  return ask("VerifyUserAttribute", { AccessToken: accessToken, AttributeName: "email", Code: code });
}
