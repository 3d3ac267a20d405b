import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { signIn, signUpUser, type TestUser } from "./api";
import { type CloudAccess, clientOf } from "./cloud";
import { withSecondFactor } from "./secondFactor";

/** Signs up a new user and promotes them to admin. */
export async function signUpAdmin(cloud: CloudAccess): Promise<TestUser> {
  return makeAdmin(cloud, await signUpUser(cloud));
}

/**
 * Makes a user an admin as an operator does by the AWS CLI, with the second factor that admins need, and signs them in again: the
 * token contains the groups.
 */
export async function makeAdmin(cloud: CloudAccess, user: TestUser): Promise<TestUser> {
  const ready = user.appKey === undefined ? await withSecondFactor(cloud, user) : user;
  await addToAdmins(cloud, ready);
  return { ...ready, ...(await signIn(cloud, user.email, user.password)) };
}

/** Makes a user an admin as an operator does by the AWS CLI. The next sign-in tells. */
export async function addToAdmins(cloud: CloudAccess, { email }: TestUser): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  await cognito.send(
    new AdminAddUserToGroupCommand({
      UserPoolId: cloud.output("userPoolId"),
      Username: email,
      GroupName: "admin",
    }),
  );
}

/** Signs up the only admin: those of earlier tests are admins no longer. */
export async function signUpOnlyAdmin(cloud: CloudAccess): Promise<TestUser> {
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  const group = { UserPoolId: cloud.output("userPoolId"), GroupName: "admin" };
  const { Users = [] } = await cognito.send(new ListUsersInGroupCommand(group));
  for (const { Username } of Users) {
    await cognito.send(new AdminRemoveUserFromGroupCommand({ ...group, Username }));
  }
  return signUpAdmin(cloud);
}
