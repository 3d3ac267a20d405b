import { failureKind } from "../../../domain/values/failures";
import { inWords, type Said } from "../../i18n";

/**
 * A failure as it is displayed.
 * - `conflict`: somebody else was faster.
 * - `gone`: its subject does not exist.
 * - `refused`: it will never succeed unchanged.
 */
export interface ShownProblem {
  message: Said;
  /** Invalid part of the request. */
  field?: string;
}

/**
 * Meaning of a failure for the request:
 * - `network`: no complete response came.
 * - `throttled`, `unavailable`: the service cannot handle it now.
 * - `expired`: the session ended.
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
 * Statuses say more than names only for the program's own API, whose codes tell what was refused, and for what lies before it. AWS's
 * JSON services answer 400 to almost everything, so that {@link failureKind} comes first.
 */
const KINDS_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  401: "expired",
  404: "gone",
  408: "unavailable",
  409: "conflict",
  410: "gone",
  412: "conflict",
  425: "unavailable",
  428: "conflict",
  429: "throttled",
};

/**
 * Judges a response that is not a success.
 * @param code The service's name for the error. Without one, something on the way answered in the service's place.
 */
export function kindOf(status: number, code: string | undefined): FailureKind {
  const known = failureKind(code ?? "") ?? KINDS_BY_STATUS[status];
  if (status >= 500 || !code) return known === "throttled" ? known : "unavailable";
  return known ?? "refused";
}

/** A request that did not succeed. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  /**
   * @param said Explanation for the user.
   * @param field Invalid part of the request.
   * @param code The service's own name for the error.
   */
  constructor(
    readonly kind: FailureKind,
    readonly said: Said,
    readonly field?: string,
    readonly code?: string,
  ) {
    super(inWords(said));
  }

  /** True if the same request may succeed later by itself. */
  get temporary(): boolean {
    return this.kind === "network" || this.kind === "throttled" || this.kind === "unavailable";
  }
}

/** The kind of anything that was thrown; undefined if it does not come from a request. */
export function failureOf(error: unknown): FailureKind | undefined {
  return error instanceof RequestError ? error.kind : undefined;
}

/** Describes anything that was thrown. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof RequestError) {
    return { message: error.said, ...(error.field !== undefined && { field: error.field }) };
  }
  if (error instanceof Error) return { message: error.message };
  return { message: String(error) };
}
