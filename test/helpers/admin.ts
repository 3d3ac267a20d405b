import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { signIn, signUpUser, type TestUser } from "./api";
import { type CloudAccess, clientOf } from "./cloud";

/** Signs a new user up and makes them an admin. */
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
  // The groups stand in the token.
  return { ...user, ...(await signIn(cloud, user.email, user.password)) };
}
