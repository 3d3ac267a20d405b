import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { signIn, signUpUser, type TestUser } from "./api";
import { type CloudAccess, clientOf } from "./cloud";

/** Signs up a new user and promotes them to admin. */
export async function signUpAdmin(cloud: CloudAccess): Promise<TestUser> {
  const user = await signUpUser(cloud);
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  await cognito.send(
    new AdminAddUserToGroupCommand({
      UserPoolId: cloud.output("userPoolId"),
      Username: user.email,
      GroupName: "admin",
    }),
  );
  // The token contains the groups.
  return { ...user, ...(await signIn(cloud, user.email, user.password)) };
}
