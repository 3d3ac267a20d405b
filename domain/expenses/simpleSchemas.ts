import * as z from "zod";
import { refuses } from "../http/refuses";
import { day, line, lines } from "../http/schemas";
import { isDay } from "../values/day";
import { BYTES_PER_CHARACTER_OF_LINES, byteLength, maxBytes } from "../values/text";
import type { SimpleField, ValueOf } from "./simpleFields";

type Always<Value> = z.ZodType<Value, Value>;
type Sometimes<Value> = z.ZodOptional<z.ZodType<Value | undefined, Value>>;

/** The schemas of a simple field, and the names of its columns. */
type SimpleSchemas<Field extends SimpleField> = { csv: string } & (Field extends { column: string }
  ? Pick<Field, "column">
  : unknown) & {
    request: Field extends { presence: "required" } ? Always<ValueOf<Field>> : Sometimes<ValueOf<Field>>;
    stored: Field extends { presence: string } ? Always<ValueOf<Field>> : Sometimes<ValueOf<Field>>;
    response: Field extends { presence: string } ? Always<ValueOf<Field>> : Sometimes<ValueOf<Field>>;
  };

/** Creates the schemas of simple fields: in requests, as they are stored, and in responses. */
export function simpleSchemas<Fields extends Record<string, SimpleField>>(
  fields: Fields,
): { [Key in keyof Fields]: SimpleSchemas<Fields[Key]> } {
  const all = Object.entries(fields).map(([key, field]) => [
    key,
    { ...schemasOf(key, field), ...namesOf(key, field) },
  ]);
  return Object.fromEntries(all);
}

/** Begins sentences about a text. */
export const labelOf = (key: string) => `The ${key}`;

function namesOf(key: string, { column }: SimpleField) {
  const csv = `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
  return { csv, ...(column !== undefined && { column }) };
}

function schemasOf(key: string, field: SimpleField) {
  if (field.type === "number") return numberSchemas(key, field);
  if (field.type === "boolean") return booleanSchemas(key);
  if (field.type === "day") {
    return sometimes({
      request: day,
      stored: z.string().refine(isDay, "is not a day"),
      response: z.string(),
    });
  }
  const { type, max, presence } = field;
  const request = type === "lines" ? lines(labelOf(key), max) : line(labelOf(key), max);
  const stored = storedText(max, type === "lines" ? max * BYTES_PER_CHARACTER_OF_LINES : maxBytes(max));
  const response = z.string();
  if (presence === "required") return { request, stored, response };
  if (presence === "defaulted") return { request: request.optional(), stored, response };
  return sometimes({ request, stored, response });
}

function numberSchemas(name: string, { min, max }: { min: number; max: number }) {
  const invalid = refuses("number.invalid", { name, min, max });
  const request = orEmpty(z.int(invalid).min(min, invalid).max(max, invalid), invalid);
  return sometimes({ request, stored: z.int("is not a whole number").min(min).max(max), response: z.int() });
}

function booleanSchemas(name: string) {
  const invalid = refuses("flag.invalid", { name });
  const request = orEmpty(z.boolean(invalid), invalid);
  const toSql = Number;
  const fromSql = Boolean;
  return { ...sometimes({ request, stored: z.boolean(), response: z.boolean() }, false), toSql, fromSql };
}

/** API Gateway checks bodies by the types of their schemas, and must let through the empty text of {@link clearable}. */
const orEmpty = <Value>(request: Always<Value>, error: string) =>
  z.union([request, z.literal("")], { error }) as z.ZodType as Always<Value>;

interface Schemas<Value> {
  request: Always<Value>;
  stored: Always<Value>;
  response: Always<Value>;
}

const sometimes = <Value>({ request, stored, response }: Schemas<Value>, none?: Value) => ({
  request: clearable(request, none),
  stored: stored.optional(),
  response: response.optional(),
});

/**
 * Empty text means absent: the field of a form that was left empty, or emptied.
 * @param none Another value that means absent.
 */
export const clearable = <Value>(request: Always<Value>, none?: Value) =>
  z
    .preprocess((value) => (value === "" || value === none ? undefined : value), request.optional())
    .optional();

/** Text of a maximum number of characters as people count them; MySQL's columns hold as many bytes as it may have. */
export const storedText = (length: number, bytes = maxBytes(length)) =>
  z
    .string()
    .refine((value) => value.isWellFormed(), "is not valid Unicode")
    .refine((value) => value.length <= length || byteLength(value) <= bytes, `has more than ${bytes} bytes`);
