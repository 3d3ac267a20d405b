import { randomBytes } from "node:crypto";
import { notAuthorized, type Pool, type StoredUser } from "./model";
import type { Client } from "./poolSettings";

export type ChallengeName = "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA";

/** A sign-in that waits for an answer. */
export interface Challenge {
  readonly name: ChallengeName;
  readonly pool: Pool;
  readonly client: Client;
  readonly username: string;
  readonly expiresAt: number;
  used: boolean;
}

/** Cognito's default for the session of a challenge. */
const LIFETIME_MS = 3 * 60_000;

/** The open challenges by session. Kept in memory: they last minutes. */
export class Challenges {
  private readonly open = new Map<string, Challenge>();

  /** Starts a challenge as Cognito answers it. */
  start(
    name: ChallengeName,
    { pool, client, user }: { pool: Pool; client: Client; user: StoredUser },
    details: Record<string, string> = {},
  ) {
    const now = Date.now();
    for (const [session, { expiresAt }] of this.open) if (expiresAt < now) this.open.delete(session);
    const Session = randomBytes(64).toString("base64url");
    const expiresAt = now + LIFETIME_MS;
    this.open.set(Session, { name, pool, client, username: user.username, expiresAt, used: false });
    return {
      ChallengeName: name,
      Session,
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...details },
    };
  }

  /** Returns the challenge of a session, which stays open. Throws Cognito's error if there is none. */
  find(session: string, name: string): Challenge {
    const challenge = this.open.get(session);
    if (challenge === undefined || challenge.name !== name)
      throw notAuthorized("Invalid session for the user.");
    if (challenge.used) throw notAuthorized("Invalid session for the user, session can only be used once.");
    if (challenge.expiresAt < Date.now()) {
      throw notAuthorized("Invalid session for the user, session is expired.");
    }
    return challenge;
  }
}
