/** Error with a message that can be displayed. */
export interface Problem {
  message: string;
  /** Invalid part of the request. */
  field?: string;
}

/** A request that did not succeed. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  /**
   * @param status HTTP status; 0 when no answer came, because the network or the server is away.
   * @param message What happened, in words that can be shown.
   * @param field Invalid part of the request.
   * @param code The service's own name for the error.
   */
  constructor(
    readonly status: number,
    message: string,
    readonly field?: string,
    readonly code?: string,
  ) {
    super(message);
  }

  /** True if the same request may succeed later: no response, too many requests, or a server error. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Describes anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RequestError) {
    return { message: error.message, ...(error.field !== undefined && { field: error.field }) };
  }
  if (error instanceof Error) return { message: error.message };
  return { message: String(error) };
}
