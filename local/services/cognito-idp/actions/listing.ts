import { z } from "zod";
import { AwsError } from "../../../engine/awsError";
import { type JsonOperation, signedOperation } from "../../../engine/awsJson";
import { ownValue } from "../../../engine/ownValue";
import { pageOf } from "../../../engine/paging";
import type { Attribute } from "../attributes";
import type { Directory } from "../directory";
import type { Pool, StoredGroup, StoredUser } from "../model";
import { describeUser } from "./adminUsers";

const inPool = z.strictObject({ UserPoolId: z.string() });
const membership = inPool.extend({ Username: z.string(), GroupName: z.string() });

/** Groups and lists (admin page), and the pool itself (runbook). */
export function listingOperations(directory: Directory): Record<string, JsonOperation> {
  const changeMembership = (change: (groups: string[], group: string) => string[]) =>
    signedOperation(membership, async (input) => {
      const pool = directory.pool(input.UserPoolId);
      const { name } = requireGroup(pool, input.GroupName);
      await pool.updateUser(pool.requireUser(input.Username).username, (user) => {
        user.groups = change(user.groups, name);
      });
      return {};
    });
  return {
    AdminAddUserToGroup: changeMembership((groups, group) => [...new Set([...groups, group])]),
    AdminRemoveUserFromGroup: changeMembership((groups, group) => groups.filter((other) => other !== group)),
    ListUsersInGroup: signedOperation(
      inPool.extend({
        GroupName: z.string(),
        Limit: z.number().optional(),
        NextToken: z.string().optional(),
      }),
      (input) => {
        const pool = directory.pool(input.UserPoolId);
        const group = requireGroup(pool, input.GroupName);
        const users = Object.values(pool.state.users).filter(({ groups }) => groups.includes(group.name));
        const { items, next } = page(users, input.Limit, input.NextToken);
        return { Users: items.map(describeUser), NextToken: next };
      },
    ),
    ListUsers: signedOperation(
      inPool.extend({
        AttributesToGet: z.array(z.string()).optional(),
        Filter: z.string().optional(),
        Limit: z.number().optional(),
        PaginationToken: z.string().optional(),
      }),
      (input) => {
        const users = Object.values(directory.pool(input.UserPoolId).state.users).filter(
          userFilter(input.Filter),
        );
        const { items, next } = page(users, input.Limit, input.PaginationToken);
        const wanted = ({ Name }: Attribute) => input.AttributesToGet?.includes(Name) ?? true;
        const described = items.map(describeUser);
        return {
          Users: described.map((user) => ({ ...user, Attributes: user.Attributes.filter(wanted) })),
          PaginationToken: next,
        };
      },
    ),
    DescribeUserPool: signedOperation(inPool, ({ UserPoolId }) => {
      const { id, settings, state } = directory.pool(UserPoolId);
      return {
        UserPool: {
          Id: id,
          Name: settings.name,
          CreationDate: state.createdAt / 1000,
          EstimatedNumberOfUsers: Object.keys(state.users).length,
        },
      };
    }),
  };
}

function requireGroup(pool: Pool, name: string): StoredGroup {
  const group = ownValue(pool.state.groups, name);
  if (!group) throw new AwsError("ResourceNotFoundException", "Group not found.");
  return group;
}

/** `name = "value"` or, for the start of a value, `name ^= "value"`. */
function userFilter(filter: string | undefined): (user: StoredUser) => boolean {
  if (!filter) return () => true;
  const [, name, operator, quoted] = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
  if (!name || quoted === undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "One or more request parameters are invalid. Error while parsing filter.",
    );
  }
  const value = quoted.replaceAll(/\\(.)/g, "$1");
  return (user) => {
    const actual = filterable(user, name);
    return operator === "=" ? actual === value : (actual?.startsWith(value) ?? false);
  };
}

function filterable(user: StoredUser, name: string): string | undefined {
  if (name === "sub") return user.sub;
  if (name === "username") return user.username;
  if (name === "cognito:user_status") return user.status;
  if (name === "status") return user.enabled ? "Enabled" : "Disabled";
  return ownValue(user.attributes, name);
}

function page<T>(items: readonly T[], limit = 60, token?: string) {
  return pageOf(items, Math.min(limit, 60), token, "InvalidParameterException");
}
