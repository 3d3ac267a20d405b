import { ApiError } from "../../domain/http/apiError";

/** What a rule refuses; empty if it does not. */
export function refusalOf(act: () => unknown): Partial<Pick<ApiError, "status" | "code" | "field">> {
  try {
    act();
    return {};
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, code: error.code, field: error.field };
  }
}
