import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { clientDefaults } from "../aws/clientDefaults";
import { USER } from "../ledgers/ledgerKeys";
import { attributeIn } from "./userAttribute";

/**
 * Status of a user who has an invitation and has not signed in yet; also of one whom an operator has given a one-time
 * password since.
 */
export const NEVER_SIGNED_IN = "FORCE_CHANGE_PASSWORD";

/** Deletes users who have never signed in. Only the table shows whether they have: the status comes back. */
export class UnusedUsers {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(
    private readonly userPoolId: string,
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * Deletes a user, unless they have signed in.
   * @returns False if they have; true also if there is no such user.
   */
  async delete(name: string): Promise<boolean> {
    const user = { UserPoolId: this.userPoolId, Username: name };
    try {
      const { UserStatus, UserAttributes } = await this.cognito.send(new AdminGetUserCommand(user));
      const userId = attributeIn(UserAttributes, "sub") ?? "";
      if (UserStatus !== NEVER_SIGNED_IN || (await this.hasStored(userId))) return false;
      await this.cognito.send(new AdminDeleteUserCommand(user));
    } catch (error) {
      if (!(error instanceof UserNotFoundException)) throw error;
    }
    return true;
  }

  /** True if anything is stored of a user but their item, which an admin can have caused. A day after the first sign-in it is. */
  private async hasStored(userId: string): Promise<boolean> {
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: "ledgerId = :user",
        ExpressionAttributeValues: { ":user": userId },
        ProjectionExpression: "sk",
        Limit: 2,
        ConsistentRead: true,
      }),
    );
    return Items.some(({ sk }) => sk !== USER);
  }
}
