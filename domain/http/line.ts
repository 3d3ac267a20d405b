import * as z from "zod";

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
