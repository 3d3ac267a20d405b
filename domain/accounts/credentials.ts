import {
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AliasExistsException,
  CognitoIdentityProviderClient,
  InvalidPasswordException,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientDefaults } from "../aws/clientDefaults";
import { documentClient } from "../aws/clients";
import { ApiError } from "../http/apiError";
import type { User } from "../ledgers/principal";
import { isThrottled } from "../values/failures";
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
   * `VerifyUserAttribute`. If the address belongs to another user, no email is sent and the caller does not learn of
   * it.
   */
  async requestEmail(user: User, email: string, language: MailLanguage | undefined): Promise<void> {
    const UserAttributes = [{ Name: "email", Value: email }];
    const ClientMetadata = { ...(language && { language }) };
    try {
      await translated(
        this.cognito.send(
          new AdminUpdateUserAttributesCommand({ ...this.target(user), UserAttributes, ClientMetadata }),
        ),
      );
    } catch (error) {
      if (!(error instanceof AliasExistsException)) throw error;
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
