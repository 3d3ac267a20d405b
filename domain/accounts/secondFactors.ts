import { documentClient } from "../aws/clients";
import { log } from "../aws/log";
import { ApiError } from "../http/apiError";
import type { User } from "../ledgers/principal";
import { Credentials } from "./credentials";
import { RecoveryCodes } from "./recoveryCodes";
import type { SecondFactorState } from "./secondFactorSchemas";
import { UserPool } from "./userPool";
import { UserRecords } from "./userRecords";

/**
 * The second factor of users: an authenticator app, which Cognito verifies, and recovery codes, which Cognito does not
 * offer. The app is set up at Cognito with an access token; turning it on and off goes through here.
 */
export class SecondFactors {
  constructor(
    private readonly pool: UserPool,
    private readonly codes: RecoveryCodes,
    private readonly credentials: Credentials,
  ) {}

  /** Returns whether a sign-in asks for a code, and how many recovery codes are left. */
  async state({ id, name }: Pick<User, "id" | "name">): Promise<Omit<SecondFactorState, "required">> {
    const [enabled, left] = await Promise.all([this.pool.hasSecondFactor(name), this.codes.left(id)]);
    return { enabled, recoveryCodesLeft: enabled ? left : 0 };
  }

  /**
   * Turns the second factor on and ends all sessions: a session that began with the password alone must not continue,
   * and signing in again proves that the app works.
   * @returns the recovery codes.
   * @throws ApiError 409 if no app has been verified.
   */
  async turnOn(user: User, now = new Date()): Promise<string[]> {
    if (!(await this.pool.requireSecondFactor(user.name))) throw new ApiError("secondFactor.notVerified");
    const codes = await this.codes.replace(user.id, now);
    await this.credentials.endSessions(user);
    log("info", "The second factor was turned on", { userId: user.id });
    return codes;
  }

  /** Lets the user sign in with the password alone. */
  async turnOff(user: User): Promise<void> {
    await this.pool.removeSecondFactor(user.name);
    await this.codes.forget(user.id);
    log("info", "The second factor was turned off", { userId: user.id });
  }

  /**
   * Replaces the recovery codes.
   * @throws ApiError 409 if the second factor is off.
   */
  async renewCodes(user: User, now = new Date()): Promise<string[]> {
    if (!(await this.pool.hasSecondFactor(user.name))) throw new ApiError("secondFactor.off");
    log("info", "The recovery codes were replaced", { userId: user.id });
    return this.codes.replace(user.id, now);
  }

  /**
   * Uses up a recovery code of a user whose password was verified, turns the second factor off and ends all sessions.
   * The code is removed first, so that it works once whatever happens afterwards.
   * @returns false if the code is wrong.
   */
  async recover(user: User, code: string): Promise<boolean> {
    if (!(await this.codes.consume(user.id, code))) return false;
    await this.turnOff(user);
    await this.credentials.endSessions(user);
    return true;
  }
}

/** The second factors of the users of a deployment. */
export function secondFactorsOf({ users, ledgers }: { users: string; ledgers: string }): SecondFactors {
  const db = documentClient();
  return new SecondFactors(
    new UserPool(users),
    new RecoveryCodes(db, ledgers),
    new Credentials(users, new UserRecords(db, ledgers)),
  );
}
