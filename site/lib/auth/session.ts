import { signal } from "@preact/signals";
import { say } from "../../i18n";
import { inTurn } from "../network/pageTurns";
import { RequestError } from "../network/requestError";
import { propertiesOf, readStored, store } from "../storage/webStorage";
import * as cognito from "./cognito";
import { SESSION_KEY, TOKENS_KEY } from "./sessionKey";

// The refresh token is in localStorage, so that a session survives the browser. A script that ran in this page could
// read it; a cookie that scripts cannot read needs a server of its own, which this site does without. The protection:
// the content security policy lets no foreign script run, text is only ever rendered as text, and the token works once.
// The tokens that the API and Cognito take live for ten minutes and stay in this tab's sessionStorage.
/** Refresh this long before a token expires, so that none expires in transit. */
const MARGIN_MS = 60_000;

/** The user who is signed in. */
interface SessionUser {
  id: string;
  email: string;
}

interface StoredSession extends SessionUser {
  refreshToken: string;
}

interface LiveTokens {
  userId: string;
  idToken: string;
  accessToken: string;
  /** Epoch milliseconds by this device's clock: the token's own `exp` would trip over a wrong clock. */
  expiresAt: number;
}

/** `undefined` if no user is signed in. */
export const user = signal<SessionUser | undefined>();

/** True if the session expired and the user has to sign in again. Their work is preserved. */
export const expired = signal(false);

/** Resumes the session of this browser, and follows sign-outs in other tabs. */
export function resumeSession(): void {
  user.value = storedSession();
  addEventListener("storage", ({ key }) => {
    if (key === SESSION_KEY && storedSession()?.id !== user.value?.id) location.reload();
  });
}

/** The token for the API. `renew` requests a new one even if the current one seems valid. */
export async function idToken({ renew = false } = {}): Promise<string> {
  return (await liveTokens(renew)).idToken;
}

let refreshing: Promise<LiveTokens> | undefined;

/** The current tokens, new ones if they are about to expire. */
export async function liveTokens(renew = false): Promise<LiveTokens> {
  const stored = storedSession();
  if (!stored || expired.value) throw endOfSession();
  const tokens = storedTokens(stored.id);
  if (!renew && tokens && tokens.expiresAt - MARGIN_MS > Date.now()) return tokens;
  // Tabs share a refresh token, which is of use once, so they take turns. On plain HTTP there are no locks, but a minute in which
  // the token still works.
  refreshing ??= inTurn(SESSION_KEY, renewTokens).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function renewTokens(): Promise<LiveTokens> {
  // Another tab may have replaced the token while this one waited.
  const before = storedSession();
  if (!before) throw endOfSession();
  const isCurrent = () => storedSession()?.refreshToken === before.refreshToken;
  try {
    const { AuthenticationResult: tokens } = await cognito.refreshTokens(before.refreshToken);
    if (!tokens) throw new RequestError("unavailable", say("app.serverFailed"));
    if (isCurrent()) {
      const signedIn = keepSession(tokens);
      // Another object would restart everything that follows the user with each token.
      if (signedIn.email !== user.value?.email) user.value = signedIn;
      return keepTokens(before.id, tokens);
    }
  } catch (error) {
    if (!(error instanceof RequestError) || error.temporary) throw error;
    // Whatever is wrong with the session for good, signing in again mends it.
    if (isCurrent()) throw endOfSession();
  }
  // The user signed out meanwhile, or signed in again: the tokens of that session count.
  if (storedSession()?.id !== before.id) throw endOfSession();
  return renewTokens();
}

/** Stores the session with its newest refresh token, and the address, which may have changed. */
export function keepSession({ IdToken, RefreshToken: refreshToken }: cognito.Tokens): SessionUser {
  const { sub: id, email } = claimsOf(IdToken);
  store(SESSION_KEY, { id, email, refreshToken } satisfies StoredSession);
  return { id, email };
}

/** Marks the session as ended; the page asks the user to sign in again. */
export function endOfSession(): RequestError {
  expired.value = user.value !== undefined;
  return new RequestError("expired", say("app.sessionEnded"));
}

/** Keeps the tokens of a session in this tab. */
export function keepTokens(userId: string, tokens: cognito.Tokens): LiveTokens {
  const live: LiveTokens = {
    userId,
    idToken: tokens.IdToken,
    accessToken: tokens.AccessToken,
    expiresAt: Date.now() + tokens.ExpiresIn * 1000,
  };
  store(TOKENS_KEY, live, "sessionStorage");
  return live;
}

/** The session of this browser. */
export function storedSession(): StoredSession | undefined {
  const { id, email, refreshToken } = propertiesOf(readStored(SESSION_KEY));
  const isWhole = typeof id === "string" && typeof email === "string" && typeof refreshToken === "string";
  return isWhole ? { id, email, refreshToken } : undefined;
}

function storedTokens(owner: string): LiveTokens | undefined {
  const { userId, idToken, accessToken, expiresAt } = propertiesOf(readStored(TOKENS_KEY, "sessionStorage"));
  const isWhole =
    userId === owner &&
    typeof idToken === "string" &&
    typeof accessToken === "string" &&
    typeof expiresAt === "number";
  return isWhole ? { userId, idToken, accessToken, expiresAt } : undefined;
}

/** The claims of a token that came straight from Cognito over this connection: they are shown, never trusted. */
export function claimsOf(token: string): { sub: string; email: string; "cognito:groups"?: string[] } {
  const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
