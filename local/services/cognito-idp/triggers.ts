import { AwsError } from "../../engine/awsError";
import type { Pool, StoredUser } from "./model";
import type { Client } from "./poolSettings";

/** Calls the pool's trigger after a confirmation, and waits for it, as Cognito does before it answers. */
export async function afterConfirmation(
  pool: Pool,
  client: Client,
  { username, sub, attributes }: StoredUser,
  confirmed: "ConfirmSignUp" | "ConfirmForgotPassword",
): Promise<void> {
  const functionArn = pool.settings.lambdaConfig.postConfirmation;
  if (functionArn === undefined) return;
  if (!pool.context.mayInvoke(functionArn, "cognito-idp.amazonaws.com", pool.arn)) {
    throw new AwsError(
      "AccessDeniedException",
      "PostConfirmation invocation failed due to error AccessDenied.",
    );
  }
  const { functionError, payload } = await pool.context.invoke(functionArn, {
    version: "1",
    region: pool.context.region,
    userPoolId: pool.id,
    userName: username,
    callerContext: { awsSdkVersion: "local", clientId: client.id },
    triggerSource: `PostConfirmation_${confirmed}`,
    request: { userAttributes: { ...attributes, sub, "cognito:user_status": "CONFIRMED" } },
    response: {},
  });
  if (functionError === undefined) return;
  const { errorMessage } = JSON.parse(payload);
  throw new AwsError("UserLambdaValidationException", `PostConfirmation failed with error ${errorMessage}.`);
}
