import * as z from "zod";
import { isCurrency } from "../values/currency";
import { isMonth } from "../values/day";

// Schemas that several requests share.

/** One line of text: trimmed, not blank, well-formed Unicode, no control characters. */
export function line(label: string, maxLength: number) {
  return z
    .string({ error: `${label} must be text.` })
    .trim()
    .min(1, `${label} must not be empty.`)
    .max(maxLength, `${label} must have at most ${maxLength} characters.`)
    .refine((text) => text.isWellFormed(), `${label} has characters that are not valid Unicode.`)
    .refine((text) => !/\p{Cc}/u.test(text), `${label} must not have control characters.`);
}

const NO_CURRENCY = "The currency must be an ISO 4217 code, for example EUR.";

/** A currency that money can be recorded in. */
export const currencyCode = z
  .string({ error: NO_CURRENCY })
  .refine(isCurrency, NO_CURRENCY)
  .describe("ISO 4217 code.");

/** A month. */
export const month = z
  .string()
  .refine(isMonth, "The month must be YYYY-MM, for example 2026-11.")
  .describe("YYYY-MM.");

/** The message for a cursor that was made for another list, or made up. */
export const FOREIGN_CURSOR = "This cursor does not belong to this list.";

/** The cursor of a list. Longer texts than its cursors are refused unread. */
export function cursorOf(maxLength: number) {
  return z.string().min(1, FOREIGN_CURSOR).max(maxLength, FOREIGN_CURSOR).optional();
}
