import * as z from "zod";
import { line, lines } from "../http/schemas";
import { byteLength, maxBytes, maxBytesOfLines } from "../values/text";
import type { ExpenseText } from "./texts";

type Always = z.ZodType<string, string>;
type Sometimes = z.ZodOptional<z.ZodType<string | undefined, string>>;

/** The field of an expense that holds a text. */
export type TextField<Text extends ExpenseText> = { csv: string } & (Text extends { column: string }
  ? Pick<Text, "column">
  : unknown) & {
    request: Text["presence"] extends "required" ? Always : Sometimes;
    stored: Text["presence"] extends "optional" ? Sometimes : Always;
    response: Text["presence"] extends "optional" ? Sometimes : Always;
  };

/** Creates the fields of texts: their schemas in requests, as they are stored, and in responses. */
export function textFields<Texts extends Record<string, ExpenseText>>(
  texts: Texts,
): { [Key in keyof Texts]: TextField<Texts[Key]> } {
  const fields = Object.entries(texts).map(([key, text]) => [key, textField(key, text)]);
  return Object.fromEntries(fields);
}

/** Begins sentences about a text. */
export const labelOf = (key: string) => `The ${key}`;

function textField(key: string, { max, multiline, presence, column }: ExpenseText) {
  const request = multiline ? lines(labelOf(key), max) : line(labelOf(key), max);
  const stored = storedText(max, multiline ? maxBytesOfLines(max) : maxBytes(max));
  const csv = `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
  const names = { csv, ...(column !== undefined && { column }) };
  if (presence === "required") return { request, stored, response: z.string(), ...names };
  if (presence === "defaulted")
    return { request: request.optional(), stored, response: z.string(), ...names };
  const response = z.string().optional();
  return { request: clearable(request), stored: stored.optional(), response, ...names };
}

/** Empty text means absent: the field of a form that was left empty, or emptied. */
export const clearable = (request: z.ZodType<string, string>) =>
  z.preprocess((value) => (value === "" ? undefined : value), request.optional()).optional();

/** Text of a maximum number of characters as people count them; MySQL's columns hold as many bytes as it may have. */
export const storedText = (length: number, bytes = maxBytes(length)) =>
  z
    .string()
    .refine((value) => value.isWellFormed(), "is not valid Unicode")
    .refine((value) => value.length <= length || byteLength(value) <= bytes, `has more than ${bytes} bytes`);
