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
import { SIGN_UP_HOURS } from "../values/limits";

/** Status of a user who has not chosen a password yet. */
const NEVER_SIGNED_IN = "FORCE_CHANGE_PASSWORD";

/** Users who signed up and never signed in. Those whom an admin invited are not among them. */
export class UnusedSignUps {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(private readonly userPoolId: string) {}

  /**
   * Deletes those whose time is over, which frees their addresses. The list is short: it has open invitations only.
   * @returns how many were deleted.
   */
  async remove(now: Date): Promise<{ removed: number }> {
    const before = now.getTime() - SIGN_UP_HOURS * 60 * 60 * 1000;
    // Without `AttributesToGet`: Cognito answers no users if one of them lacks a custom attribute that is asked for.
    const query = { UserPoolId: this.userPoolId, Filter: `cognito:user_status = "${NEVER_SIGNED_IN}"` };
    let removed = 0;
    for await (const { Users = [] } of paginateListUsers({ client: this.cognito }, query)) {
      for (const user of Users) {
        if (signedUpBefore(user, before) && (await this.delete(user.Username ?? ""))) removed += 1;
      }
    }
    return { removed };
  }

  /** The list lags behind: whoever has signed in meanwhile stays. */
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

function signedUpBefore({ Attributes = [], UserCreateDate }: UserType, before: number): boolean {
  const signedUp = Attributes.some(
    ({ Name, Value }) => Name === `custom:${ORIGIN_ATTRIBUTE}` && Value === SIGNED_UP,
  );
  return signedUp && UserCreateDate !== undefined && UserCreateDate.getTime() < before;
}
