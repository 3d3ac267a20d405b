import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  InvalidParameterException,
  ListUsersCommand,
  type ListUsersCommandInput,
  type ListUsersCommandOutput,
  paginateListUsers,
  paginateListUsersInGroup,
  UserNotFoundException,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientDefaults } from "../aws/clientDefaults";
import { invalidCursor } from "../http/cursor";
import { ADMIN_GROUP } from "../values/groups";
import { attributeIn } from "./userAttribute";

/** A user as Cognito knows them. */
export interface PoolUser {
  /** Cognito's `sub`. */
  id: string;
  /** The user name that Cognito's actions take. */
  name: string;
  email: string;
  status: string;
  enabled: boolean;
  /** True if a code or a password that was sent to the address was entered. */
  isEmailVerified: boolean;
  createdAt: string;
}

const PAGE_SIZE = 60;
const ATTRIBUTES = ["sub", "email", "email_verified"];

/** The users of a Cognito user pool. */
export class UserPool {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(private readonly userPoolId: string) {}

  /** A page of users. */
  async page(cursor?: string): Promise<{ users: PoolUser[]; cursor?: string }> {
    const { Users = [], PaginationToken } = await this.list({ Limit: PAGE_SIZE, PaginationToken: cursor });
    return {
      users: Users.map(toPoolUser),
      ...(PaginationToken !== undefined && { cursor: PaginationToken }),
    };
  }

  /** All users, in pages, of which any may be empty. */
  async *pages(filter: Pick<ListUsersCommandInput, "Filter"> = {}): AsyncGenerator<PoolUser[]> {
    const query = { UserPoolId: this.userPoolId, AttributesToGet: ATTRIBUTES, ...filter };
    const pages = paginateListUsers({ client: this.cognito, pageSize: PAGE_SIZE }, query);
    for await (const { Users = [] } of pages) yield Users.map(toPoolUser);
  }

  async find(id: string): Promise<PoolUser | undefined> {
    // The filter takes a quoted string.
    if (!/^[\w-]{1,128}$/.test(id)) return undefined;
    for await (const [user] of this.pages({ Filter: `sub = "${id}"` })) if (user) return user;
    return undefined;
  }

  /** Returns everybody in the group of admins. */
  async admins(): Promise<PoolUser[]> {
    const admins: PoolUser[] = [];
    const query = { UserPoolId: this.userPoolId, GroupName: ADMIN_GROUP };
    for await (const { Users = [] } of paginateListUsersInGroup({ client: this.cognito }, query)) {
      admins.push(...Users.map(toPoolUser));
    }
    return admins;
  }

  async addAdmin(name: string): Promise<void> {
    await this.cognito.send(new AdminAddUserToGroupCommand({ ...this.user(name), GroupName: ADMIN_GROUP }));
  }

  async removeAdmin(name: string): Promise<void> {
    await this.cognito.send(
      new AdminRemoveUserFromGroupCommand({ ...this.user(name), GroupName: ADMIN_GROUP }),
    );
  }

  async enable(name: string): Promise<void> {
    await this.cognito.send(new AdminEnableUserCommand(this.user(name)));
  }

  async disable(name: string): Promise<void> {
    await this.cognito.send(new AdminDisableUserCommand(this.user(name)));
  }

  /** Returns true if the user signs in with a code of an authenticator app. */
  async hasSecondFactor(name: string): Promise<boolean> {
    const { UserMFASettingList = [] } = await this.cognito.send(new AdminGetUserCommand(this.user(name)));
    return UserMFASettingList.includes("SOFTWARE_TOKEN_MFA");
  }

  /**
   * Requires a code of the authenticator app from the next sign-in on.
   * @returns false if the user has not verified an app.
   */
  async requireSecondFactor(name: string): Promise<boolean> {
    try {
      await this.setSecondFactor(name, true);
      return true;
    } catch (error) {
      if (error instanceof InvalidParameterException) return false;
      throw error;
    }
  }

  /** Lets the user sign in without a code of an authenticator app. */
  async removeSecondFactor(name: string): Promise<void> {
    await this.setSecondFactor(name, false);
  }

  private async setSecondFactor(name: string, on: boolean): Promise<void> {
    const SoftwareTokenMfaSettings = { Enabled: on, PreferredMfa: on };
    await this.cognito.send(
      new AdminSetUserMFAPreferenceCommand({ ...this.user(name), SoftwareTokenMfaSettings }),
    );
  }

  /** Revokes the refresh tokens of all sessions. */
  async signOutEverywhere(name: string): Promise<void> {
    await this.cognito.send(new AdminUserGlobalSignOutCommand(this.user(name)));
  }

  /** Keeps a user from signing in or staying signed in. Does nothing if the user no longer exists. */
  async shutOut(name: string): Promise<void> {
    await unlessGone(this.disable(name));
    await unlessGone(this.signOutEverywhere(name));
  }

  /** Deletes a user. Does nothing if the user no longer exists. */
  async delete(name: string): Promise<void> {
    await unlessGone(this.cognito.send(new AdminDeleteUserCommand(this.user(name))));
  }

  private user(name: string) {
    return { UserPoolId: this.userPoolId, Username: name };
  }

  private async list(input: Omit<ListUsersCommandInput, "UserPoolId">): Promise<ListUsersCommandOutput> {
    try {
      return await this.cognito.send(
        new ListUsersCommand({ UserPoolId: this.userPoolId, AttributesToGet: ATTRIBUTES, ...input }),
      );
    } catch (error) {
      if (!(error instanceof InvalidParameterException) || input.PaginationToken === undefined) throw error;
      throw invalidCursor();
    }
  }
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}

/** A user as the pool reports them. */
export function toPoolUser(user: UserType): PoolUser {
  const attribute = (name: string) => attributeIn(user.Attributes, name) ?? "";
  return {
    id: attribute("sub"),
    name: user.Username ?? "",
    email: attribute("email"),
    status: user.UserStatus ?? "UNKNOWN",
    enabled: user.Enabled ?? false,
    isEmailVerified: attribute("email_verified") === "true" && user.UserStatus === "CONFIRMED",
    createdAt: user.UserCreateDate?.toISOString() ?? "",
  };
}
