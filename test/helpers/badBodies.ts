/** A body of an expense that must be refused. */
export interface BadBody {
  what: string;
  /** Text is sent as it is. */
  body: unknown;
  /** Default 400. */
  status?: number;
  message: string;
  field?: string;
  /** Where the gateway refuses it before the handler can, as it does with JSON of another form. */
  byGateway?: boolean;
}

const PLAIN = 'The amount must be a plain decimal number above 0, for example 12.50 or "12.50".';
const DECIMAL = "The amount must be a decimal number.";
const DAY = "The date must be a day of the calendar as YYYY-MM-DD, from 1900 on.";
const CURRENCY = "The currency must be an ISO 4217 code, for example EUR.";
/** One that is taken. */
export const goodBody = { description: "Desk", amount: 1 };

/** One of each kind that people, programs and attackers send. */
export const badBodies: BadBody[] = [
  ...amounts([
    ["negative", -1, PLAIN],
    ["1e308", 1e308, PLAIN],
    ["1e-7", 1e-7, PLAIN],
    ["39 digits", "9".repeat(39), PLAIN],
    ["41 digits", "9".repeat(41), DECIMAL],
    ["with separators", "1,000.00", PLAIN],
    ["a decimal comma", "12,50", PLAIN],
    ["the text NaN", "NaN", PLAIN],
    ["the text Infinity", "Infinity", PLAIN],
    ["hexadecimal", "0x10", PLAIN],
    ["an exponent as text", "1e2", PLAIN],
    ["empty", "", PLAIN],
    ["blank", "  ", PLAIN],
    ["with a NUL", "1\0", PLAIN],
    ["in Arabic digits", "١٢", PLAIN],
    ["zero", 0, "The amount must be above 0."],
    ["zero with decimals", "0.00", "The amount must be above 0."],
    ["10.005", 10.005, "An amount in USD has at most 2 decimals."],
    ["just above the limit", "100000000", "The amount must be at most 99999999.99."],
    ["a list", [5], DECIMAL],
    ["an object", { value: 5 }, DECIMAL],
    ["true", true, DECIMAL],
    ["null", null, DECIMAL],
  ]),
  {
    what: "amount -0",
    body: '{"description":"Desk","amount":-0}',
    message: "The amount must be above 0.",
    field: "amount",
  },
  {
    what: "amount with decimals in yen",
    body: { ...goodBody, amount: 1.5, currency: "JPY" },
    message: "An amount in JPY has no decimals.",
    field: "amount",
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
    message: DAY,
    field: "date",
  })),
  ...[20260101, null, ["2026-01-01"]].map((date) => ({
    what: `date ${JSON.stringify(date)}`,
    body: { ...goodBody, date },
    message: "The date must be a day as YYYY-MM-DD.",
    field: "date",
    byGateway: true,
  })),
  ...["usd", "US", "XXX", "", "USD ", "__proto__"].map((currency) => ({
    what: `currency ${currency || "empty"}`,
    body: { ...goodBody, currency },
    message: CURRENCY,
    field: "currency",
  })),
  {
    what: "currency that is a number",
    body: { ...goodBody, currency: 840 },
    message: CURRENCY,
    field: "currency",
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
    message: `There is no ${field} here. Leave it out.`,
    field,
  })),
  {
    what: "__proto__",
    body: '{"description":"Desk","amount":1,"__proto__":{"amount":2}}',
    message: "There is no __proto__ here. Leave it out.",
    field: "__proto__",
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
    message: "The body must be JSON.",
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
    message: "The body must be a JSON object.",
    byGateway: true,
  })),
  ...[
    ["a description of 1 MB", JSON.stringify({ ...goodBody, description: "a".repeat(1_000_000) })],
    ["an extra property of 20 kB", JSON.stringify({ ...goodBody, x: "a".repeat(20_000) })],
    [
      "100,000 properties",
      `{${Array.from({ length: 100_000 }, (_, n) => `"p${n}":1`).join()},"description":"D","amount":1}`,
    ],
  ].map(([what = "", body]) => ({ what, body, status: 413, message: "The request is too large." })),
  ...[
    ["a list 10,000 levels deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    [
      "a description 10,000 levels deep",
      `{"description":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)},"amount":1}`,
    ],
  ].map(([what = "", body]) => ({
    what,
    body,
    status: 413,
    message: "The request is too large.",
    byGateway: true,
  })),
  {
    what: "a description 1,000 levels deep",
    body: `{"description":${'{"a":'.repeat(1_000)}1${"}".repeat(1_000)},"amount":1}`,
    message: "The description must be text.",
    field: "description",
    byGateway: true,
  },
  { what: "no amount", body: { description: "Desk" }, message: DECIMAL, field: "amount", byGateway: true },
  {
    what: "no description",
    body: { amount: 1 },
    message: "The description must be text.",
    field: "description",
    byGateway: true,
  },
  {
    what: "an empty object",
    body: {},
    message: "The description must be text.",
    field: "description",
    byGateway: true,
  },
];

function amounts(rows: [string, unknown, string][]): BadBody[] {
  return rows.map(([what, amount, message]) => ({
    what: `amount ${what}`,
    body: { ...goodBody, amount },
    message,
    field: "amount",
  }));
}

function lines(field: string, label: string, max: number): BadBody[] {
  const rows: [string, unknown, string, boolean?][] = [
    ["empty", "", `${label} must not be empty.`],
    ["blank", " \u00a0\t\n", `${label} must not be empty.`],
    ["too long", "a".repeat(max + 1), `${label} must have at most ${max} characters.`],
    ["of 15 kB", "a".repeat(15_000), `${label} must have at most ${max} characters.`],
    ["with a NUL", "a\0b", `${label} must not have control characters.`],
    ["with a line break", "a\nb", `${label} must not have control characters.`],
    ["with an escape", "a\u001b[31m", `${label} must not have control characters.`],
    ["a number", 5, `${label} must be text.`, true],
    ["null", null, `${label} must be text.`, true],
    ["a list", ["a"], `${label} must be text.`, true],
  ];
  return [
    ...rows.map(([what, value, message, byGateway]) => ({
      what: `${field} ${what}`,
      body: { ...goodBody, [field]: value },
      message,
      field,
      byGateway,
    })),
    {
      what: `${field} with a lone surrogate`,
      body: `{"description":"Desk","amount":1,"${field}":"a\\ud800b"}`,
      message: `${label} has characters that are not valid Unicode.`,
      field,
    },
  ];
}
