import * as z from "zod";

/**
 * Event of the user pool's trigger after a confirmation.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export const confirmation = z.object({
  triggerSource: z.string(),
  userPoolId: z.string(),
  userName: z.string(),
  request: z.object({ userAttributes: z.object({ sub: z.string() }) }),
});

/** True if the user confirmed a new password with a code. */
export function isReset({ triggerSource }: z.infer<typeof confirmation>): boolean {
  return triggerSource === "PostConfirmation_ConfirmForgotPassword";
}

/**
 * Event of the trigger that writes the pool's emails. Cognito replaces the parameters in the text.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export const mailToWrite = z.object({
  triggerSource: z.string(),
  request: z.object({
    userAttributes: z.record(z.string(), z.string()),
    codeParameter: z.string(),
    usernameParameter: z.string().nullish(),
    clientMetadata: z.record(z.string(), z.string()).nullish(),
  }),
});
