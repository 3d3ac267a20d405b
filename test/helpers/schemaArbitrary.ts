import fc from "fast-check";
import { document } from "./routes";

// From the schemas of the API's OpenAPI 3.0 document to fast-check's arbitraries. Of our own, because the libraries that do
// this read zod 3 (zod-fast-check) or make samples that do not shrink (json-schema-faker).

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

/** Values of what the document describes in words only, by the property's name. */
const BY_NAME: Record<string, fc.Arbitrary<unknown>> = {
  date: fc.date({ min: new Date("1990-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }).map(day),
  month: fc
    .date({ min: new Date("2020-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
    .map(month),
  currency: fc.constantFrom("EUR", "USD", "JPY", "KWD"),
  amount: fc.oneof(
    fc.integer({ min: 1, max: 9_999_999 }),
    fc.integer({ min: 1, max: 999_999 }).map((cents) => (cents / 100).toFixed(2)),
  ),
  timezone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York"),
  language: fc.constantFrom("en", "de", "pt-BR"),
  email: fc.uuid().map((name) => `${name}@example.com`),
  password: fc.uuid().map((text) => `Aa1!${text}`),
  // Changes are remembered for a few weeks.
  since: fc
    .nat({ max: 20 * 24 * 60 })
    .map((minutes) => new Date(Date.now() - minutes * 60_000).toISOString()),
};

/** Values that a schema allows, as far as the schema specifies them. */
export function valid(schema: unknown, name = ""): fc.Arbitrary<unknown> {
  const { $ref, anyOf, enum: values, type, ...rest } = resolve(schema as Schema);
  const known = BY_NAME[name];
  // A filter takes several, all as text.
  if (known !== undefined && type !== "array") return type === "string" ? known.map(String) : known;
  if (values !== undefined) return fc.constantFrom(...values);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((one) => valid(one)));
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: rest.minimum, max: rest.maximum });
  if (type === "number") return fc.double({ noNaN: true, noDefaultInfinity: true });
  if (type === "array") {
    return fc.array(valid(rest.items ?? {}, name), { maxLength: Math.min(rest.maxItems ?? 5, 5) });
  }
  if (type === "object") return validObject(rest);
  return validText(rest);
}

function validText({ pattern, minLength = 0, maxLength = 100 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, 100) });
}

function validObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const values: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, schema] of Object.entries(properties)) values[name] = valid(schema, name);
  return fc.record(values, { requiredKeys: required });
}

/** Invalid or unusual values for a schema: wrong types, unknown properties, missing and excess data. */
export function invalid(schema: unknown): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = resolve(schema as Schema);
  const base = valid(schema).map((value) => Object(value) as Record<string, unknown>);
  const name = fc.constantFrom(...Object.keys(properties), "__proto__", "constructor");
  return fc.oneof(
    fc.jsonValue(),
    fc.tuple(base, name, fc.oneof(fc.jsonValue(), hostileText)).map(([value, key, bad]) => ({
      ...value,
      [key]: bad,
    })),
    fc.tuple(base, fc.string(), fc.jsonValue()).map(([value, key, more]) => ({ ...value, [key]: more })),
    ...required.map((missing) => base.map(({ [missing]: _left, ...others }) => others)),
  );
}

/** Text that breaks out of logs, queries, pages and tables if it is not escaped. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '\n{"level":"ERROR","message":"forged"}',
    "\u2028\u2029\u0000\u001b[2J",
    "' OR '1'='1' --",
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x")',
    "$" + "{jndi:ldap://x}",
    "../../etc/passwd",
    "%00%0d%0aSet-Cookie: x=1",
    "\ud800",
    "a".repeat(5000),
    "9".repeat(400),
    "-1",
    "1e308",
    "NaN",
    "system",
    "trash#",
    "[object Object]",
  ),
  fc.string({ unit: "binary", maxLength: 200 }),
);

/** The schema that a reference names, which stands in an `allOf` of one where a description is beside it. */
function resolve({ allOf: [only] = [], ...schema }: Schema): Schema {
  if (only !== undefined) return resolve(only);
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : ((document.components.schemas[name] ?? {}) as Schema);
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function month(date: Date): string {
  return date.toISOString().slice(0, 7);
}
