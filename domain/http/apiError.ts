import { REFUSALS, type RefusalCode, type RefusalValues, refusalText } from "../values/refusals";

interface ApiErrorDetails {
  /** Invalid part of the request: a body property, a query parameter or a header. */
  field?: string | undefined;
  values?: RefusalValues | undefined;
  /** Seconds until the same request can succeed. */
  retryAfter?: number | undefined;
}

/** A refusal that the caller caused and can fix. The catalog of refusals has its status and English text. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly field?: string | undefined;
  readonly values?: RefusalValues | undefined;
  readonly retryAfter?: number | undefined;

  constructor(
    readonly code: RefusalCode,
    { field, values, retryAfter }: ApiErrorDetails = {},
  ) {
    super(refusalText({ code, values }));
    this.status = REFUSALS[code].status;
    this.field = field;
    this.values = values;
    this.retryAfter = retryAfter;
  }
}
