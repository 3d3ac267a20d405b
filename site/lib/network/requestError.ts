import type { FailureKind } from "../../../domain/values/failures";
import { inWords, type Said } from "../../i18n";

/** A failure as it is displayed. */
export interface ShownProblem {
  message: Said;
  /** Invalid part of the request. */
  field?: string;
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
