import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientDefaults } from "../aws/clientDefaults";
import { ORIGIN_ATTRIBUTE, SIGNED_UP } from "../values/groups";
import type { Invitations } from "./invitations";
import { UserPool } from "./userPool";

/** Status of a user who has an invitation and has not signed in yet. */
export const NEVER_SIGNED_IN = "FORCE_CHANGE_PASSWORD";

/** Users who signed up and never signed in, except those whom an admin invited or made an admin. */
export class UnusedSignUps {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(
    private readonly userPoolId: string,
    private readonly invitations: Invitations,
  ) {}

  /**
   * Deletes expired sign-ups, which frees their addresses. The list is short: it contains open invitations only.
   * @returns The number of deleted users.
   */
  async remove(now: Date): Promise<{ removed: number }> {
    const admins = await new UserPool(this.userPoolId).admins();
    const kept = new Set(admins.map(({ name }) => name));
    // Without `AttributesToGet`: Cognito returns no users at all if one of them lacks a requested custom attribute.
    const query = { UserPoolId: this.userPoolId, Filter: `cognito:user_status = "${NEVER_SIGNED_IN}"` };
    let removed = 0;
    for await (const { Users = [] } of paginateListUsers({ client: this.cognito }, query)) {
      for (const user of Users) {
        const { Username = "" } = user;
        if (kept.has(Username) || !(await this.isOver(user, now))) continue;
        if (await this.delete(Username)) removed += 1;
      }
    }
    return { removed };
  }

  private async isOver(user: UserType, now: Date): Promise<boolean> {
    const { UserCreateDate: createdAt = now } = user;
    if (attributeOf(user, `custom:${ORIGIN_ATTRIBUTE}`) !== SIGNED_UP) return false;
    return this.invitations.isOver(attributeOf(user, "email"), createdAt, now);
  }

  /** The list lags behind: a user who has signed in meanwhile stays. */
  private async delete(Username: string): Promise<boolean> {
    const user = { UserPoolId: this.userPoolId, Username };
    try {
      const { UserStatus } = await this.cognito.send(new AdminGetUserCommand(user));
      if (UserStatus !== NEVER_SIGNED_IN) return false;
      await this.cognito.send(new AdminDeleteUserCommand(user));
      return true;
    } catch (error) {
      if (error instanceof UserNotFoundException) return false;
      throw error;
    }
  }
}

function attributeOf({ Attributes = [] }: UserType, name: string): string {
  return Attributes.find(({ Name }) => Name === name)?.Value ?? "";
}
