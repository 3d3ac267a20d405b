/** A refusal that the caller caused and can mend: answered as `{message, field?}` with its HTTP status. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  /**
   * @param status HTTP status, 400 to 499.
   * @param message What is wrong and what to do, for people.
   * @param field The part of the request that is wrong: a body property, a query parameter or a header.
   */
  constructor(
    readonly status: number,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}
