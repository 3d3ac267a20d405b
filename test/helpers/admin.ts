import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { signIn, signUpUser, type TestUser } from "./api";
import { type CloudAccess, clientOf } from "./cloud";

/** Signs up a new user and promotes them to admin. */
export async function signUpAdmin(cloud: CloudAccess): Promise<TestUser> {
  return makeAdmin(cloud, await signUpUser(cloud));
}

/** Makes a user an admin as an operator does by the AWS CLI, and signs them in again: the token contains the groups. */
export async function makeAdmin(cloud: CloudAccess, user: TestUser): Promise<TestUser> {
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  await cognito.send(
    new AdminAddUserToGroupCommand({
      UserPoolId: cloud.output("userPoolId"),
      Username: user.email,
      GroupName: "admin",
    }),
  );
  return { ...user, ...(await signIn(cloud, user.email, user.password)) };
}
