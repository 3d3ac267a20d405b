import { type Refusal, type RefusalCode, type RefusalValues, refusalText } from "../values/refusals";

/** The refusals of the schemas by their text: an issue that zod finds carries only a text. */
const refusals = new Map<string, Refusal>();

/** Returns the message of a schema's check. {@link refusalOf} maps it back to its refusal. */
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
