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
