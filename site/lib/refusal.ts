import type { Problem } from "../../domain/http/answers";
import { t, translatedRefusal } from "../i18n";
import { RequestError } from "./requestError";

/** The error of an API response, in the current language. */
export async function refusalOf(response: Response): Promise<RequestError> {
  // A proxy may answer with HTML; then only the status is available.
  const { code, message, field, values }: Partial<Problem> = await response.json().catch(() => ({}));
  const isOurs = message !== undefined && (code !== undefined || response.status < 500);
  const text = isOurs ? (translatedRefusal(code, values) ?? message) : t("app.serverFailed");
  return new RequestError(response.status, text, field, code);
}
