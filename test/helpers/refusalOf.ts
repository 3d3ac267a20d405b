import { ApiError } from "../../domain/http/apiError";

/** The refusal of a rule; empty if there is none. */
export function refusalOf(act: () => unknown): Partial<Pick<ApiError, "status" | "code" | "field">> {
  try {
    act();
    return {};
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, code: error.code, field: error.field };
  }
}
