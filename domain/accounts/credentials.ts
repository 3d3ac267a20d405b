import {
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AliasExistsException,
  CognitoIdentityProviderClient,
  ForgotPasswordCommand,
  InvalidPasswordException,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientDefaults } from "../aws/clientDefaults";
import { documentClient } from "../aws/clients";
import { describe, log } from "../aws/log";
import { ApiError } from "../http/apiError";
import { inEvenTime } from "../http/evenTime";
import type { User } from "../ledgers/principal";
import { isThrottled, refusesUser } from "../values/failures";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "../values/limits";
import type { MailLanguage } from "../values/mailLanguage";
import { UserRecords } from "./userRecords";

/**
 * Changes what users sign in with, by Cognito's admin actions. Those ask for no proof of who the user is, so the
 * operations that use them require a recent sign-in.
 */
export class Credentials {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(
    private readonly userPoolId: string,
    private readonly records: UserRecords,
  ) {}

  /**
   * Sets the password and ends all sessions, including the caller's, which signs in again with the new password. The
   * password comes first, because otherwise a session could begin with the old one. If this breaks off in between,
   * repeating the change ends the sessions.
   * @throws ApiError 400 if the password does not meet the pool's policy.
   */
  async setPassword(user: User, password: string): Promise<void> {
    await translated(
      this.cognito.send(
        new AdminSetUserPasswordCommand({ ...this.target(user), Password: password, Permanent: true }),
      ),
    );
    await this.endSessions(user);
  }

  /** Ends all sessions: the API refuses their tokens from the next request on, and Cognito renews none. */
  async endSessions(user: User): Promise<void> {
    const settle = await this.records.endSessions(user.id);
    await this.cognito.send(new AdminUserGlobalSignOutCommand(this.target(user)));
    await settle();
  }

  /**
   * Has Cognito email a code to a new address. The old address stays until the user gives Cognito the code with
   * `VerifyUserAttribute`. If the address belongs to another user, no email is sent there and the caller does not learn
   * of it, neither by the answer nor by its time.
   * @param clientId Client that the user signs in with.
   * @throws ApiError 429 if the old address has got too many codes: it would not be told.
   */
  async requestEmail(
    user: User,
    email: string,
    { clientId, language }: { clientId: string; language?: MailLanguage | undefined },
  ): Promise<void> {
    // First, so that whoever has taken over the account cannot be faster.
    await this.tellOldAddress(user, clientId, language);
    const UserAttributes = [{ Name: "email", Value: email }];
    const ClientMetadata = { ...(language && { language }) };
    const change = { ...this.target(user), UserAttributes, ClientMetadata };
    try {
      // An email takes longer than none.
      await inEvenTime(() => translated(this.cognito.send(new AdminUpdateUserAttributesCommand(change))));
    } catch (error) {
      if (!(error instanceof AliasExistsException)) throw error;
    }
  }

  /**
   * Emails the user's present address that another one is to take its place. All that Cognito emails to a user with a
   * password is a code for another password. Using it ends all sessions, and with them the change.
   */
  private async tellOldAddress(user: User, clientId: string, language?: MailLanguage): Promise<void> {
    const ClientMetadata = { reason: "emailChange", ...(language && { language }) };
    const request = { ClientId: clientId, Username: user.name, ClientMetadata };
    try {
      await translated(this.cognito.send(new ForgotPasswordCommand(request)));
    } catch (error) {
      // The address takes no emails any more, which may be why it changes.
      if (!refusesUser("mail", error)) throw error;
      log("warn", "An address is not told that it is replaced", { error: describe(error) });
    }
  }

  private target({ name }: User) {
    return { UserPoolId: this.userPoolId, Username: name };
  }
}

/** The credentials of the users of a deployment. */
export function credentialsOf({ users, ledgers }: { users: string; ledgers: string }): Credentials {
  return new Credentials(users, new UserRecords(documentClient(), ledgers));
}

/** Turns Cognito's refusals into the API's. */
export async function translated<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof InvalidPasswordException) {
      const values = { min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH };
      throw new ApiError("password.weak", { field: "password", values });
    }
    throw isThrottled(error) ? new ApiError("requests.shareUsedUp") : error;
  }
}
