import type { Problem } from "../../domain/http/answers";
import type { RefusalCode, RefusalValues } from "../../domain/values/refusals";
import { type BadBody, goodBody } from "./badBody";
import { badLines } from "./badLines";
import { badParts } from "./badParts";
import { problem } from "./problem";

const badAmount = (code: RefusalCode, values?: RefusalValues) =>
  problem(code, { field: "amount", ...(values && { values }) });
const AMOUNT = badAmount("amount.invalid");
const unclear = (text: string) => badAmount("amount.unclear", { text });
const NOT_POSITIVE = badAmount("amount.notPositive");
const DATE = problem("date.invalid", { field: "date", values: { year: "1900" } });
const CURRENCY = problem("currency.invalid", { field: "currency" });
const NO_DESCRIPTION = problem("text.invalid", {
  field: "description",
  values: { label: "The description" },
});
const unknown = (name: string) => problem("property.unknown", { field: name, values: { name } });
const TOO_LARGE = problem("request.tooLarge");

/** One of each kind that people, programs and attackers send. */
export const badBodies: BadBody[] = [
  ...amounts([
    ["negative", -1, NOT_POSITIVE],
    ["1e308", 1e308, AMOUNT],
    ["1e-7", 1e-7, AMOUNT],
    ["100 digits", "9".repeat(100), badAmount("amount.tooLarge", { max: 99999999.99 })],
    ["101 digits", "9".repeat(101), AMOUNT],
    [
      "a comma of decimals or thousands",
      "1,000",
      badAmount("amount.ambiguous", { text: "1,000", first: "1,000", second: "1.000" }),
    ],
    ["two points", "12.50.3", unclear("12.50.3")],
    [
      "a sign of several currencies",
      "12 kr",
      badAmount("amount.currencyShared", { sign: "kr", currencies: "SEK, NOK, DKK, ISK" }),
    ],
    ["divided by 0", "1/0", badAmount("amount.dividedByZero")],
    ["the text NaN", "NaN", unclear("NaN")],
    ["the text Infinity", "Infinity", unclear("Infinity")],
    ["hexadecimal", "0x10", unclear("0x10")],
    ["an exponent as text", "1e2", unclear("1e2")],
    ["empty", "", badAmount("amount.missing")],
    ["blank", "  ", badAmount("amount.missing")],
    ["with a NUL", "1\0", unclear("1\0")],
    ["zero", 0, NOT_POSITIVE],
    ["zero with decimals", "0.00", NOT_POSITIVE],
    ["10.005", 10.005, badAmount("amount.decimals", { currency: "USD", decimals: 2 })],
    ["just above the limit", "100000000", badAmount("amount.tooLarge", { max: 99999999.99 })],
    ["a list", [5], AMOUNT],
    ["an object", { value: 5 }, AMOUNT],
    ["true", true, AMOUNT],
    ["null", null, AMOUNT],
  ]),
  {
    what: "an unknown kind",
    body: { ...goodBody, kind: "gift" },
    refusal: problem("kind.invalid", { field: "kind" }),
  },
  ...[
    {
      what: "11 tags",
      tags: [..."abcdefghijk"],
      refusal: problem("tags.tooMany", { field: "tags", values: { max: 10 } }),
    },
    {
      what: "a tag of blanks",
      tags: ["a", " \u3164"],
      refusal: problem("text.empty", { field: "tags.1", values: { label: "A tag" } }),
    },
    {
      what: "a tag in another case",
      tags: ["Été", "ETE"],
      refusal: problem("tags.duplicate", { field: "tags" }),
    },
  ].map(({ tags, ...others }) => ({ ...others, body: { ...goodBody, tags } })),
  {
    what: "tags that are no list",
    body: { ...goodBody, tags: "work" },
    refusal: problem("tags.invalid", { field: "tags" }),
    byGateway: true,
  },
  ...badParts,
  {
    what: "notes of 2,001 characters",
    body: { ...goodBody, notes: `${"a\n".repeat(1000)}bc` },
    refusal: problem("text.tooLong", { field: "notes", values: { label: "The notes", max: 2000 } }),
  },
  {
    what: "notes of 1 MB",
    body: { ...goodBody, notes: "a".repeat(1_000_000) },
    status: 413,
    refusal: problem("request.tooLarge"),
  },
  {
    what: "amount -0",
    body: '{"description":"Desk","amount":-0}',
    refusal: NOT_POSITIVE,
  },
  {
    what: "amount in another currency than the request",
    body: { ...goodBody, amount: "€12", currency: "USD" },
    refusal: badAmount("amount.currencyMixed", { first: "USD", second: "EUR" }),
  },
  {
    what: "amount with decimals in yen",
    body: { ...goodBody, amount: 1.5, currency: "JPY" },
    refusal: badAmount("amount.noDecimals", { currency: "JPY" }),
  },
  ...[
    "2023-02-29",
    "2026-13-01",
    "2026-00-01",
    "2026-04-31",
    "10000-01-01",
    "1899-12-31",
    "2026-1-1",
    "today",
    "",
    "2026-01-01T00:00:00Z",
  ].map((date) => ({
    what: `date ${date || "empty"}`,
    body: { ...goodBody, date },
    refusal: DATE,
  })),
  ...[20260101, null, ["2026-01-01"]].map((date) => ({
    what: `date ${JSON.stringify(date)}`,
    body: { ...goodBody, date },
    refusal: DATE,
    byGateway: true,
  })),
  ...["usd", "US", "XXX", "", "USD ", "__proto__"].map((currency) => ({
    what: `currency ${currency || "empty"}`,
    body: { ...goodBody, currency },
    refusal: CURRENCY,
  })),
  {
    what: "currency that is a number",
    body: { ...goodBody, currency: 840 },
    refusal: CURRENCY,
    byGateway: true,
  },
  ...badLines("description", "The description", 500),
  ...badLines("category", "The category", 40),
  ...[
    "ledgerId",
    "createdAt",
    "createdBy",
    "expenseId",
    "version",
    "deletedAt",
    "expiresAt",
    "alertState",
    "constructor",
    "toString",
  ].map((field) => ({
    what: `extra ${field}`,
    body: { ...goodBody, [field]: "x" },
    refusal: unknown(field),
  })),
  {
    what: "__proto__",
    body: '{"description":"Desk","amount":1,"__proto__":{"amount":2}}',
    refusal: unknown("__proto__"),
  },
  ...[
    "",
    " ",
    "{",
    "undefined",
    "NaN",
    '{"description":"Desk","amount":NaN}',
    "{'a':1}",
    '{"description":"Desk","amount":1}}',
    "\0",
  ].map((body) => ({
    what: `body ${JSON.stringify(body)}`,
    body,
    refusal: problem("body.notJson"),
    byGateway: true,
  })),
  ...[
    "[]",
    "null",
    "1",
    '"text"',
    "true",
    `[${JSON.stringify(goodBody)}]`,
    `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
  ].map((body) => ({
    what: `body ${body.slice(0, 40)}`,
    body,
    refusal: problem("body.notObject"),
    byGateway: true,
  })),
  ...[
    ["a description of 1 MB", JSON.stringify({ ...goodBody, description: "a".repeat(1_000_000) })],
    ["an extra property of 200 kB", JSON.stringify({ ...goodBody, x: "a".repeat(200_000) })],
    [
      "100,000 properties",
      `{${Array.from({ length: 100_000 }, (_, n) => `"p${n}":1`).join()},"description":"D","amount":1}`,
    ],
  ].map(([what = "", body]) => ({ what, body, status: 413, refusal: TOO_LARGE })),
  ...[
    ["a list 100,000 levels deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    [
      "a description 100,000 levels deep",
      `{"description":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)},"amount":1}`,
    ],
  ].map(([what = "", body]) => ({
    what,
    body,
    status: 413,
    refusal: TOO_LARGE,
    byGateway: true,
  })),
  {
    what: "a description 1,000 levels deep",
    body: `{"description":${'{"a":'.repeat(1_000)}1${"}".repeat(1_000)},"amount":1}`,
    refusal: NO_DESCRIPTION,
    byGateway: true,
  },
  { what: "no amount", body: { description: "Desk" }, refusal: AMOUNT, byGateway: true },
  {
    what: "no description",
    body: { amount: 1 },
    refusal: NO_DESCRIPTION,
    byGateway: true,
  },
  {
    what: "an empty object",
    body: {},
    refusal: NO_DESCRIPTION,
    byGateway: true,
  },
];

function amounts(rows: [string, unknown, Problem][]): BadBody[] {
  return rows.map(([what, amount, refusal]) => ({
    what: `amount ${what}`,
    body: { ...goodBody, amount },
    refusal,
  }));
}
