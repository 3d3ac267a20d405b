import type { Problem } from "../../domain/http/answers";
import type { RefusalCode, RefusalValues } from "../../domain/values/refusals";
import { problem } from "./problem";

/** A body of an expense that must be refused. */
export interface BadBody {
  what: string;
  /** Text is sent as it is. */
  body: unknown;
  /** Default 400. */
  status?: number;
  /** The body of the handler's refusal. */
  refusal: Problem;
  /** Where the gateway refuses it before the handler can, as it does with JSON of another form. */
  byGateway?: boolean;
}

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

/** A valid one. */
export const goodBody = { description: "Desk", amount: 1 };

const part = { category: "Food", amount: 1 };

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
  ...parts([
    ["that are no list", "Food", problem("parts.invalid", { field: "parts" }), true],
    ["that are no objects", ["Food"], problem("parts.invalid", { field: "parts.0" }), true],
    [
      "that do not sum",
      [part, { ...part, amount: "0.01" }],
      problem("parts.unequal", { field: "parts", values: { sum: "1.01", amount: "1.00" } }),
    ],
    [
      "of which there are 21",
      Array.from({ length: 21 }, () => ({ ...part, amount: 0.05 })),
      problem("parts.tooMany", { field: "parts", values: { max: 20 } }),
    ],
    ["with 0", [part, { ...part, amount: 0 }], problem("amount.notPositive", { field: "parts.1.amount" })],
    [
      "with a negative amount",
      [
        { ...part, amount: 2 },
        { ...part, amount: -1 },
      ],
      problem("amount.notPositive", { field: "parts.1.amount" }),
    ],
    [
      "with a blank category",
      [{ ...part, category: " " }],
      problem("text.empty", { field: "parts.0.category", values: { label: "The category" } }),
    ],
    [
      "without a category",
      [{ amount: 1 }],
      problem("text.invalid", { field: "parts.0.category", values: { label: "The category" } }),
      true,
    ],
    [
      "with a note of 101 characters",
      [{ ...part, note: "a".repeat(101) }],
      problem("text.tooLong", { field: "parts.0.note", values: { label: "The note", max: 100 } }),
    ],
    [
      "with tags of their own",
      [{ ...part, tags: ["work"] }],
      problem("property.unknown", { field: "parts.0.tags", values: { name: "tags" } }),
    ],
  ]),
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
  ...lines("description", "The description", 500),
  ...lines("category", "The category", 40),
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

function parts(rows: [string, unknown, Problem, boolean?][]): BadBody[] {
  return rows.map(([what, parts, refusal, byGateway]) => ({
    what: `parts ${what}`,
    body: { ...goodBody, parts },
    refusal,
    ...(byGateway && { byGateway }),
  }));
}

function amounts(rows: [string, unknown, Problem][]): BadBody[] {
  return rows.map(([what, amount, refusal]) => ({
    what: `amount ${what}`,
    body: { ...goodBody, amount },
    refusal,
  }));
}

function lines(field: string, label: string, max: number): BadBody[] {
  const bad = (code: RefusalCode, values?: RefusalValues) =>
    problem(code, { field, values: { label, ...values } });
  const rows: [string, unknown, Problem, boolean?][] = [
    ["empty", "", bad("text.empty")],
    ["blank", " \u00a0\t\n", bad("text.empty")],
    ["of zero-width spaces", "\u200b\u200b", bad("text.empty")],
    ["of Hangul fillers", "\u3164\u115f\uffa0", bad("text.empty")],
    ["of a blank Braille pattern", "\u2800", bad("text.empty")],
    ["of a variation selector", "\ufe0f", bad("text.empty")],
    ["of directional marks", "\u202e\u2066\u200f", bad("text.empty")],
    ["with a line separator", "a\u2028b", bad("text.controlCharacters")],
    ["with a next line", "a\u0085b", bad("text.controlCharacters")],
    ["of too many emoji", "👨‍👩‍👧‍👦".repeat(max + 1), bad("text.tooLong", { max })],
    ["of one letter with too many accents", `a${"\u0301".repeat(8 * max + 1)}`, bad("text.tooLong", { max })],
    ["too long", "a".repeat(max + 1), bad("text.tooLong", { max })],
    ["of 15 kB", "a".repeat(15_000), bad("text.tooLong", { max })],
    ["with a NUL", "a\0b", bad("text.controlCharacters")],
    ["with a line break", "a\nb", bad("text.controlCharacters")],
    ["with an escape", "a\u001b[31m", bad("text.controlCharacters")],
    ["a number", 5, bad("text.invalid"), true],
    ["null", null, bad("text.invalid"), true],
    ["a list", ["a"], bad("text.invalid"), true],
  ];
  return [
    ...rows.map(([what, value, refusal, byGateway]) => ({
      what: `${field} ${what}`,
      body: { ...goodBody, [field]: value },
      refusal,
      byGateway,
    })),
    {
      what: `${field} with a lone surrogate`,
      body: `{"description":"Desk","amount":1,"${field}":"a\\ud800b"}`,
      refusal: bad("text.notUnicode"),
    },
  ];
}
