import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type CloudAccess, clientOf } from "./cloud";
import { totpCode } from "./totp";

/** Sets up an authenticator app for a signed-in user, as the page does. @returns its key. The current code is used up. */
export async function setUpApp(
  cloud: CloudAccess,
  { accessToken: AccessToken }: { accessToken: string },
): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  const { SecretCode = "" } = await cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = totpCode(SecretCode);
  await cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  return SecretCode;
}

/** Gives a signed-in user a second factor. */
export async function withSecondFactor<User extends { email: string; accessToken: string }>(
  cloud: CloudAccess,
  user: User,
): Promise<User & { appKey: string }> {
  const appKey = await setUpApp(cloud, user);
  await turnSecondFactor(cloud, user.email, true);
  return { ...user, appKey };
}

/** Turns a user's second factor on or off, as an operator does by the AWS CLI. */
export async function turnSecondFactor(cloud: CloudAccess, email: string, on: boolean): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  await cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: cloud.output("userPoolId"),
      Username: email,
      SoftwareTokenMfaSettings: { Enabled: on, PreferredMfa: on },
    }),
  );
}
