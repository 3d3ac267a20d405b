import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  InvalidParameterException,
  ListUsersCommand,
  type ListUsersCommandInput,
  paginateListUsersInGroup,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientDefaults } from "../aws/clientDefaults";
import { invalidCursor } from "../http/cursor";
import { ADMIN_GROUP } from "../values/groups";
import type { Account, AccountChanges, AccountPage } from "./accountSchemas";

const PAGE_SIZE = 60;

/** The users of a Cognito user pool, for admins. */
export class Accounts {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(private readonly userPoolId: string) {}

  async page(cursor?: string): Promise<AccountPage> {
    const [{ Users = [], PaginationToken }, admins] = await Promise.all([
      this.list({ Limit: PAGE_SIZE, PaginationToken: cursor }),
      this.admins(),
    ]);
    return {
      accounts: Users.map((user) => toAccount(user, admins)),
      ...(PaginationToken !== undefined && { cursor: PaginationToken }),
    };
  }

  /**
   * Changes a user; one who is disabled is signed out everywhere.
   * @returns undefined when there is no such user.
   */
  async change(id: string, { enabled, admin }: AccountChanges): Promise<Account | undefined> {
    const user = await this.find(id);
    if (user === undefined) return undefined;
    const target = { UserPoolId: this.userPoolId, Username: user.Username };
    const membership = { ...target, GroupName: ADMIN_GROUP };
    if (admin === true) await this.cognito.send(new AdminAddUserToGroupCommand(membership));
    if (admin === false) await this.cognito.send(new AdminRemoveUserFromGroupCommand(membership));
    if (enabled === true) await this.cognito.send(new AdminEnableUserCommand(target));
    if (enabled === false) {
      await this.cognito.send(new AdminDisableUserCommand(target));
      await this.cognito.send(new AdminUserGlobalSignOutCommand(target));
    }
    const changed = await this.find(id);
    return changed && toAccount(changed, await this.admins());
  }

  private async find(id: string): Promise<UserType | undefined> {
    // The filter takes a quoted string.
    if (!/^[\w-]{1,128}$/.test(id)) return undefined;
    const { Users = [] } = await this.list({ Filter: `sub = "${id}"` });
    return Users[0];
  }

  private async list(input: Omit<ListUsersCommandInput, "UserPoolId">) {
    try {
      return await this.cognito.send(
        new ListUsersCommand({ UserPoolId: this.userPoolId, AttributesToGet: ["sub", "email"], ...input }),
      );
    } catch (error) {
      if (!(error instanceof InvalidParameterException) || input.PaginationToken === undefined) throw error;
      throw invalidCursor();
    }
  }

  private async admins(): Promise<Set<string>> {
    const names = new Set<string>();
    const query = { UserPoolId: this.userPoolId, GroupName: ADMIN_GROUP };
    for await (const { Users = [] } of paginateListUsersInGroup({ client: this.cognito }, query)) {
      for (const { Username } of Users) if (Username !== undefined) names.add(Username);
    }
    return names;
  }
}

function toAccount(user: UserType, admins: ReadonlySet<string>): Account {
  const attribute = (name: string) => user.Attributes?.find((one) => one.Name === name)?.Value ?? "";
  return {
    id: attribute("sub"),
    email: attribute("email"),
    status: user.UserStatus ?? "UNKNOWN",
    enabled: user.Enabled ?? false,
    admin: admins.has(user.Username ?? ""),
    createdAt: user.UserCreateDate?.toISOString() ?? "",
  };
}
