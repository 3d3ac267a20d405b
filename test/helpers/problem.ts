import type { Problem } from "../../domain/http/answers";
import { type RefusalCode, type RefusalValues, refusalText } from "../../domain/values/refusals";

/** The whole body of a refusal: its code, and the English text that the catalog has for it. */
export function problem(
  code: RefusalCode,
  { field, values }: { field?: string; values?: RefusalValues } = {},
): Problem {
  const message = refusalText({ code, values });
  return { code, message, ...(field !== undefined && { field }), ...(values !== undefined && { values }) };
}
