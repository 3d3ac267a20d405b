import type { Problem } from "../../domain/http/answers";
import { t, translatedRefusal } from "../i18n";
import { RequestError } from "./requestError";

/** The error that a response of the API stands for, in the language that is spoken now. */
export async function refusalOf(response: Response): Promise<RequestError> {
  // A proxy on the way may answer HTML; then the status alone has to do.
  const { code, message, field, values }: Partial<Problem> = await response.json().catch(() => ({}));
  const isOurs = message !== undefined && (code !== undefined || response.status < 500);
  const text = isOurs ? (translatedRefusal(code, values) ?? message) : t("app.serverFailed");
  return new RequestError(response.status, text, field, code);
}
