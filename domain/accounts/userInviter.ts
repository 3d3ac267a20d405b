import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import type * as z from "zod";
import { clientDefaults } from "../aws/clientDefaults";
import { ApiError } from "../http/apiError";
import type { Quotas } from "../quotas/quotas";
import type { Account } from "./accountSchemas";
import type { signInAddress } from "./credentialSchemas";
import { translated } from "./credentials";
import { type Invitations, invitedAttributes } from "./invitations";
import { toPoolUser } from "./userPool";

/**
 * Invites people for admins, by a Cognito email with a one-time password. Invited users are kept until they sign in.
 */
export class UserInviter {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(
    private readonly userPoolId: string,
    private readonly invitations: Invitations,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Invites an address, or invites it again if its user has not signed in yet.
   * @param by ID of the admin whose quota it counts towards.
   * @throws ApiError 409 if the address has a user who has signed in, 429 if the admin, or all together, invite too
   *   many.
   */
  invite({ email, language }: z.infer<typeof signInAddress>, by: string, now: Date): Promise<Account> {
    return this.quotas.spend("userInvitations", { userId: by }, now, async () => {
      try {
        const UserAttributes = invitedAttributes(email, language);
        return await this.create({ ...this.user(email), UserAttributes });
      } catch (error) {
        if (!(error instanceof UsernameExistsException)) throw error;
        return await this.inviteAgain(email, now);
      }
    });
  }

  private async inviteAgain(email: string, now: Date): Promise<Account> {
    const { UserStatus, Enabled } = await this.cognito.send(new AdminGetUserCommand(this.user(email)));
    if (UserStatus !== "FORCE_CHANGE_PASSWORD" || !Enabled) throw new ApiError("user.exists");
    // Users who signed up themselves get more time, too.
    await this.invitations.extend(email, now);
    return this.create({ ...this.user(email), MessageAction: "RESEND" });
  }

  private async create(request: ConstructorParameters<typeof AdminCreateUserCommand>[0]): Promise<Account> {
    const { User = {} } = await translated(this.cognito.send(new AdminCreateUserCommand(request)));
    return accountOf(User);
  }

  private user(email: string) {
    return { UserPoolId: this.userPoolId, Username: email };
  }
}

/** Nobody is an admin before they have signed in, except the admins that the deployment names. */
function accountOf(user: UserType): Account {
  const { id, email, status, enabled, createdAt } = toPoolUser(user);
  return { id, email, status, enabled, admin: false, createdAt };
}
