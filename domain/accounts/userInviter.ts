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
import { LOCALE_ATTRIBUTE, ORIGIN_ATTRIBUTE, SIGNED_UP } from "../values/groups";
import type { Account } from "./accountSchemas";
import type { signInAddress } from "./credentialSchemas";
import { translated } from "./credentials";
import { type Invitations, invitedAttributes } from "./invitations";
import { NEVER_SIGNED_IN, type UnusedUsers } from "./unusedUsers";
import { attributeIn } from "./userAttribute";
import { toPoolUser, UserPool } from "./userPool";

/**
 * Invites people for admins, by a Cognito email with a one-time password. Invited users are kept until they sign in.
 */
export class UserInviter {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(
    private readonly userPoolId: string,
    private readonly invitations: Invitations,
    private readonly unused: UnusedUsers,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Invites an address, or invites it again if its user has not signed in yet.
   * @param by ID of the admin whose quota it counts towards.
   * @throws ApiError 409 if the address has a user who has signed in, 429 if the admin, or all together, invite too
   *   many.
   */
  invite(address: z.infer<typeof signInAddress>, by: string, now: Date): Promise<Account> {
    return this.quotas.spend("userInvitations", { userId: by }, now, async () => {
      try {
        return await this.inviteNew(address);
      } catch (error) {
        if (!(error instanceof UsernameExistsException)) throw error;
        return await this.inviteAgain(address, now);
      }
    });
  }

  private inviteNew({ email, language }: { email: string; language?: string | undefined }): Promise<Account> {
    return this.create({ ...this.user(email), UserAttributes: invitedAttributes(email, language) });
  }

  private async inviteAgain({ email, language }: z.infer<typeof signInAddress>, now: Date): Promise<Account> {
    const known = await this.cognito.send(new AdminGetUserCommand(this.user(email)));
    const attribute = (name: string) => attributeIn(known.UserAttributes, name);
    if (known.UserStatus !== NEVER_SIGNED_IN || !known.Enabled) throw new ApiError("user.exists");
    const isSignUp = attribute(`custom:${ORIGIN_ATTRIBUTE}`) === SIGNED_UP;
    // The mark of a sign-up, which goes after a day, can never be removed: an invited user takes its place.
    if (isSignUp && !(await this.isAdmin(known.Username)) && (await this.unused.delete(email))) {
      return this.inviteNew({ email, language: language ?? attribute(LOCALE_ATTRIBUTE) });
    }
    // For somebody who signed up, and is kept for being an admin: the email promises the time.
    await this.invitations.extend(email, now);
    return this.create({ ...this.user(email), MessageAction: "RESEND" });
  }

  private async isAdmin(name: string | undefined): Promise<boolean> {
    const admins = await new UserPool(this.userPoolId).admins();
    return admins.some((admin) => admin.name === name);
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
