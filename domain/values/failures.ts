/**
 * Meaning of a failure for the request:
 * - `network`: no complete response came.
 * - `throttled`, `unavailable`: the service cannot handle it now.
 * - `expired`: the session ended, or the form of an upload.
 * - `conflict`: somebody else was faster.
 * - `gone`: what it is about does not exist.
 * - `refused`: it will never succeed as it is.
 */
export type FailureKind =
  | "network"
  | "throttled"
  | "unavailable"
  | "expired"
  | "conflict"
  | "gone"
  | "refused";

/**
 * The kinds of errors by their names, and by their statuses. Names come first: AWS's JSON services answer 400 to almost everything.
 * Statuses say more only for the program's own API, whose codes tell what was refused, and for what lies before it. A contended
 * thing was tried several times, and merely has to be tried again. The last names of the unavailable are those that Node.js gives
 * broken connections, such as ECONNRESET; MySQL's begin with ER. A bucket denies access to a form that is too old.
 */
const KINDS: readonly (readonly [FailureKind, RegExp | undefined, readonly number[]])[] = [
  ["throttled", /Throttl|TooMany|LimitExceeded|ThroughputExceeded|SlowDown/, [429]],
  [
    "unavailable",
    /^Internal|Unavailable|Timeout|UnexpectedLambda|LambdaResponse|\.contended$|^E(?:[A-Q]|SOCKET|TIMEDOUT)/,
    [408, 425],
  ],
  ["expired", /^NotAuthorized|ExpiredToken|^AccessDenied$/, [401]],
  ["conflict", undefined, [409, 412, 428]],
  ["gone", undefined, [404, 410]],
];

/** Returns the kind of an error by the name that its service gives it; undefined if the name does not reveal it. */
export function failureKind(name: string): FailureKind | undefined {
  return KINDS.find(([, names]) => names?.test(name))?.[0];
}

/**
 * Judges a response that is not a success.
 * @param code The service's name for the error. Without one, something on the way answered in the service's place.
 */
export function kindOf(status: number, code = ""): FailureKind {
  const known = failureKind(code) ?? KINDS.find(([, , statuses]) => statuses.includes(status))?.[0];
  if (status >= 500 || !code) return known === "throttled" ? known : "unavailable";
  return known ?? "refused";
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
