/** A temporary failure: the service is overloaded at the moment, or does not work. */
export type PassingFailure = "throttled" | "unavailable";

/**
 * Names of errors by kind. The status does not reveal it: AWS's JSON services answer 400 to almost everything. The last
 * names are those of Node.js for broken connections.
 */
const KINDS: readonly (readonly [RegExp, PassingFailure | "expired"])[] = [
  [/Throttl|TooMany|LimitExceeded|ThroughputExceeded|SlowDown/, "throttled"],
  [
    /^Internal|Unavailable|Timeout|UnexpectedLambda|InvalidLambdaResponse|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN/,
    "unavailable",
  ],
  [/^NotAuthorized|ExpiredToken/, "expired"],
];

/** Returns the kind of an error by the name that its service gives it; undefined if the name does not reveal it. */
export function failureKind(name: string): PassingFailure | "expired" | undefined {
  return KINDS.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * Errors of Cognito that are about the user as they are, and that a retry would not change, by what was requested. A table besides
 * {@link KINDS}, because the request gives an error its meaning: `InvalidParameterException` is an address without a confirmed mail
 * when a mail is to be sent, but a fault of the deployment at a sign-in, and `LimitExceededException` is the user's own limit of mails.
 */
const REFUSALS_OF_USERS: Readonly<Record<"mail" | "signIn", readonly string[]>> = {
  mail: [
    "CodeDeliveryFailureException",
    "InvalidParameterException",
    "LimitExceededException",
    "NotAuthorizedException",
    "UnsupportedUserStateException",
    "UsernameExistsException",
    "UserNotFoundException",
  ],
  signIn: [
    "NotAuthorizedException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
    "UserNotFoundException",
  ],
};

/** Returns true if Cognito refused a request because of its user. */
export function refusesUser(request: "mail" | "signIn", error: unknown): boolean {
  return error instanceof Error && REFUSALS_OF_USERS[request].includes(error.name);
}

/** Returns true if a request failed without an answer, so that the service may have done it. */
export function isUnanswered(error: unknown): boolean {
  const { name = "", $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return failureKind(name) === "unavailable" && $metadata?.httpStatusCode === undefined;
}

/** Returns true if a service refused a request because there were too many. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && failureKind(error.name) === "throttled";
}
