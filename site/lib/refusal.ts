import type { Problem } from "../../domain/http/answers";
import { t, translatedRefusal } from "../i18n";
import { jsonOf } from "./reach";
import { kindOf, RequestError } from "./requestError";

/** The error of an API response, in the current language. */
export async function refusalOf(response: Response): Promise<RequestError> {
  const { code, message, field, values } = await jsonOf<Partial<Problem>>(response).catch(
    (): Partial<Problem> => ({}),
  );
  const text = (code && (translatedRefusal(code, values) ?? message)) || t("app.serverFailed");
  return new RequestError(kindOf(response.status, code), text, field, code);
}
