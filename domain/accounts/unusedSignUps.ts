import {
  CognitoIdentityProviderClient,
  paginateListUsers,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientDefaults } from "../aws/clientDefaults";
import { ORIGIN_ATTRIBUTE, SIGNED_UP } from "../values/groups";
import type { Invitations } from "./invitations";
import { NEVER_SIGNED_IN, type UnusedUsers } from "./unusedUsers";
import { attributeIn } from "./userAttribute";
import { UserPool } from "./userPool";

/** Users who signed up and never signed in, except those whom an admin invited or made an admin. */
export class UnusedSignUps {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(
    private readonly userPoolId: string,
    private readonly invitations: Invitations,
    private readonly unused: UnusedUsers,
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
        // The list lags behind.
        if (await this.unused.delete(Username)) removed += 1;
      }
    }
    return { removed };
  }

  private async isOver({ Attributes, UserCreateDate }: UserType, now: Date): Promise<boolean> {
    if (attributeIn(Attributes, `custom:${ORIGIN_ATTRIBUTE}`) !== SIGNED_UP) return false;
    return this.invitations.isOver(attributeIn(Attributes, "email") ?? "", UserCreateDate ?? now, now);
  }
}
