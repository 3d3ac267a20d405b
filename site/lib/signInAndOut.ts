import { call, type Tokens } from "./cognito";
import { expired, keepSession, keepTokens, storedSession, user } from "./session";
import { SESSION_KEY, TOKENS_KEY } from "./sessionKey";
import { store } from "./storage";

// Apart from session.ts, because no first screen needs it.

/** The user who signed out of this page last. Requests of theirs may still be in progress. */
let lastUserId: string | undefined;

/** Starts a session with the tokens of a sign-in. */
export function startSession(tokens: Tokens): void {
  const before = user.value?.id ?? lastUserId;
  const signedIn = keepSession(tokens);
  keepTokens(signedIn.id, tokens);
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
  if (stored) await call("RevokeToken", { Token: stored.refreshToken }).catch(() => undefined);
}
