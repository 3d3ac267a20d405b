import { store } from "../storage/webStorage";
import { type AuthAnswer, callCognito, type Tokens } from "./cognito";
import { visit } from "./newcomer";
import { expired, keepSession, keepTokens, storedSession, user } from "./session";
import { SESSION_KEY, TOKENS_KEY } from "./sessionKey";

// Apart from session.ts, because no first screen needs it.

/** The user who signed out of this page last. Requests of theirs may still be in progress. */
let lastUserId: string | undefined;

/** A question that a sign-in has to answer before it is complete. */
export interface Challenge {
  email: string;
  password: string;
  /** Cognito's name for it. */
  name: string;
  session: string;
}

/**
 * Goes on after a step of a sign-in: starts the session, unless something is asked.
 * @returns the next challenge.
 */
export function proceed(
  { AuthenticationResult, ChallengeName: name = "", Session: session = "" }: AuthAnswer,
  { email, password }: Pick<Challenge, "email" | "password">,
): Challenge | undefined {
  if (!AuthenticationResult) return { email, password, name, session };
  startSession(AuthenticationResult);
  return undefined;
}

/** Starts a session with the tokens of a sign-in. */
export function startSession(tokens: Tokens): void {
  const before = user.value?.id ?? lastUserId;
  const signedIn = keepSession(tokens);
  keepTokens(signedIn.id, tokens);
  visit();
  if (before !== undefined && before !== signedIn.id) {
    lastUserId = signedIn.id;
    location.reload(); // Removes the previous user's data from memory.
    return;
  }
  user.value = signedIn;
  expired.value = false;
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  const stored = storedSession();
  lastUserId = user.value?.id ?? lastUserId;
  store(SESSION_KEY, undefined);
  store(TOKENS_KEY, undefined, "sessionStorage");
  expired.value = false;
  user.value = undefined;
  // Offline the token cannot be revoked; it is deleted here anyway, and expires.
  if (stored) await callCognito("RevokeToken", { Token: stored.refreshToken }).catch(() => undefined);
}
