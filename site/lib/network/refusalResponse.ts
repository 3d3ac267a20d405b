import type { Problem } from "../../../domain/http/answers";
import { kindOf } from "../../../domain/values/failures";
import { say } from "../../i18n";
import { jsonOf } from "./reach";
import { RequestError } from "./requestError";

/** The error of an API response. English is the API's own language, whose texts the page does not have. */
export async function errorOf(response: Response): Promise<RequestError> {
  const { code, message, field, values } = await jsonOf<Partial<Problem>>(response).catch(
    (): Partial<Problem> => ({}),
  );
  const said = code ? { key: `refusal.${code}`, values, otherwise: message } : say("app.serverFailed");
  return new RequestError(kindOf(response.status, code), said, field, code);
}
