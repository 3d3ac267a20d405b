import * as z from "zod";
import { isCurrency } from "../values/currency";
import { isMonth } from "../values/day";
import { breaksLine, isBlank, isWithin, normalize } from "../values/text";
import { refuses } from "./refuses";

// Schemas that several requests share.

/**
 * One line of text: composed (NFC), trimmed, not blank, well-formed Unicode, without control characters. JSON Schema counts code
 * points, so that the document says the length in words.
 */
export function line(label: string, maxLength: number) {
  return z
    .string({ error: refuses("text.invalid", { label }) })
    .overwrite(normalize)
    .refine((text) => !isBlank(text), refuses("text.empty", { label }))
    .refine((text) => isWithin(text, maxLength), refuses("text.tooLong", { label, max: maxLength }))
    .refine((text) => text.isWellFormed(), refuses("text.notUnicode", { label }))
    .refine((text) => !breaksLine(text), refuses("text.controlCharacters", { label }))
    .describe(`One line of at most ${maxLength} characters as people count them.`);
}

const NO_CURRENCY = refuses("currency.invalid");

/** A currency that money can be recorded in. */
export const currencyCode = z
  .string({ error: NO_CURRENCY })
  .refine(isCurrency, NO_CURRENCY)
  .describe("ISO 4217 code.");

/** A month. */
export const month = z.string().refine(isMonth, refuses("month.invalid")).describe("YYYY-MM.");

/** The cursor of a list. Longer texts than its cursors are refused unread. */
export function cursorOf(maxLength: number) {
  const invalid = refuses("cursor.invalid");
  return z.string().min(1, invalid).max(maxLength, invalid).optional();
}
