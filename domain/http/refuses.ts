import { type Refusal, type RefusalCode, type RefusalValues, refusalText } from "../values/refusals";

/** The refusals of the schemas by their text: an issue that zod finds carries a text and nothing else. */
const refusals = new Map<string, Refusal>();

/** The message of a schema's check. The refusal behind it is found again by {@link refusalOf}. */
export function refuses(code: RefusalCode, values?: RefusalValues): string {
  const refusal = { code, values };
  const text = refusalText(refusal);
  refusals.set(text, refusal);
  return text;
}

/** @returns the refusal of a schema's message; undefined for a message that is zod's own. */
export function refusalOf(message: string): Refusal | undefined {
  return refusals.get(message);
}
