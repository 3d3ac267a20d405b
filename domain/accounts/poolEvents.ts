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
