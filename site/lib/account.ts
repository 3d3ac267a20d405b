import { type AuthAnswer, call } from "./cognito";

// What happens before the door; apart from cognito.ts because a page with a session needs none of it.

/** Starts signing in. Throws `UserNotConfirmedException` when the address is not proven yet. */
export function signIn(email: string, password: string): Promise<AuthAnswer> {
  return call("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
}

/** Answers the demand for a new password that an invited user meets at the first sign-in. */
export function answerNewPassword(email: string, password: string, session: string): Promise<AuthAnswer> {
  return call("RespondToAuthChallenge", {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: session,
    ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
  });
}

export function signUp(email: string, password: string): Promise<void> {
  return call("SignUp", {
    Username: email,
    Password: password,
    UserAttributes: [{ Name: "email", Value: email }],
  });
}

export function confirmSignUp(email: string, code: string): Promise<void> {
  return call("ConfirmSignUp", { Username: email, ConfirmationCode: code });
}

export function resendCode(email: string): Promise<void> {
  return call("ResendConfirmationCode", { Username: email });
}

export function forgotPassword(email: string): Promise<void> {
  return call("ForgotPassword", { Username: email });
}

export function resetPassword(email: string, code: string, password: string): Promise<void> {
  return call("ConfirmForgotPassword", { Username: email, ConfirmationCode: code, Password: password });
}

export function changePassword(accessToken: string, previous: string, proposed: string): Promise<void> {
  return call("ChangePassword", {
    AccessToken: accessToken,
    PreviousPassword: previous,
    ProposedPassword: proposed,
  });
}
