import { expect } from "chai";
import fc from "fast-check";
import type { Problem } from "../../domain/http/answers";
import type { RefusalCode } from "../../domain/values/refusals";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { expectRefusal } from "../helpers/refusal";
import { runs } from "../helpers/runs";
import { useCloud } from "../helpers/useCloud";

const MONTH = problem("month.invalid", { field: "month" });
const LIMIT = problem("limit.invalid", { field: "limit", values: { max: 500 } });
const CURSOR = problem("cursor.invalid", { field: "cursor" });

const badText = (code: RefusalCode, field: string, label: string, max?: number) =>
  problem(code, { field, values: { label, ...(max !== undefined && { max }) } });
const badCategory = (code: RefusalCode, max?: number) => badText(code, "category", "The category", max);
const badSearch = (code: RefusalCode, max?: number) => badText(code, "q", "The search text", max);
const unknown = (name: string) => problem("property.unknown", { field: name, values: { name } });
const repeated = (name: string) => problem("parameter.repeated", { field: name, values: { name } });

/** Queries and the bodies of their refusals. */
const queries: [string, Problem][] = [
  ...["2026-13", "2026-00", "2026", "26-01", "2026-1", "10000-01", "1899-12", "2026-01-01", "", "💥"].map(
    (value): [string, Problem] => [`month=${value}`, MONTH],
  ),
  ...["", "abc", "1.5", "-1", "0x10", "1e2", "%201", "+1", "NaN", "Infinity", "9999999999", "null", "[]"].map(
    (value): [string, Problem] => [`limit=${value}`, LIMIT],
  ),
  ["limit=0", LIMIT],
  ["limit=501", LIMIT],
  ["limit=999999999", LIMIT],
  [`cursor=${"a".repeat(401)}`, CURSOR],
  ["cursor=abc", CURSOR],
  ["category=", badCategory("text.empty")],
  ["category=%20%09", badCategory("text.empty")],
  [`category=${"a".repeat(41)}`, badCategory("text.tooLong", 40)],
  ["category=a%0Ab", badCategory("text.controlCharacters")],
  ["q=", badSearch("text.empty")],
  [`q=${"a".repeat(101)}`, badSearch("text.tooLong", 100)],
  [`q=${"a".repeat(10_000)}`, badSearch("text.tooLong", 100)],
  ["q=%1b", badSearch("text.controlCharacters")],
  ["tag=", badText("text.empty", "tag", "The tag")],
  ["merchant=%20", badText("text.empty", "merchant", "The merchant")],
  ["createdBy=a%20b", problem("userId.invalid", { field: "createdBy" })],
  ["ledgerId=other", unknown("ledgerId")],
  ["listId=other", unknown("listId")],
  ["__proto__=x", unknown("__proto__")],
  ["constructor=x", unknown("constructor")],
  ["month[]=2026-01", unknown("month[]")],
  ["month=2026-01&month=2026-02", repeated("month")],
  ["limit=1&limit=1", repeated("limit")],
  ["currency=EUR&currency=EURO", problem("currency.invalid", { field: "currency" })],
  ["kind=gift", problem("kind.invalid", { field: "kind" })],
  ["kind=", problem("kind.invalid", { field: "kind" })],
  ["from=2026-02-30", problem("date.invalid", { field: "from", values: { year: "1900" } })],
  ["from=2026-11-02&to=2026-11-01", problem("days.reversed", { field: "to" })],
  ["to=2026-11-01&to=2026-11-02", repeated("to")],
  ["category=a&category=", badCategory("text.empty")],
  [
    Array.from({ length: 21 }, (_, index) => `tag=${index}`).join("&"),
    problem("parameter.tooMany", { field: "tag", values: { name: "tag", max: 20 } }),
  ],
];

describe("a bad request", () => {
  const cloud = useCloud();
  let user: TestUser;
  before(async () => {
    user = await signUpUser(cloud());
  });
  after("nothing was stored", async () => {
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal([]);
    expect(await itemsOf(cloud(), "Ledgers", user.ledgerId)).to.deep.equal([]);
  });

  const bad = (body: Problem) => ({ status: 400, headers: jsonHeaders(cloud()), body });

  for (const [query, body] of queries) {
    it(`is refused: GET /expenses?${query.slice(0, 60)}`, async () => {
      const answer = await user.api("GET", `/expenses?${query}`);
      expect(answer).to.deep.equal(bad(body));
    });
  }

  it("is refused for parameters that a route does not have", async () => {
    for (const path of ["/expenses/trash", "/summary?month=2026-01"]) {
      const answer = await user.api("GET", `${path}${path.includes("?") ? "&" : "?"}q=x`);
      expect(answer, path).to.deep.equal(bad(unknown("q")));
    }
  });

  it("is rejected for any random query", async () => {
    const name = fc.oneof(
      fc.constantFrom("month", "limit", "cursor"),
      fc.string({ unit: "grapheme", minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(name, fc.string({ unit: "grapheme" }), async (parameter, value) => {
        // Filters that any text is a value of.
        fc.pre(!["category", "q", "name"].includes(parameter));
        fc.pre(!(parameter === "limit" && /^\d+$/.test(value)));
        const query = new URLSearchParams({ [parameter]: value.toWellFormed() });
        expectRefusal(cloud(), await user.api("GET", `/expenses?${query}`), String(query));
      }),
      { numRuns: runs(100) },
    );
  });

  it("is not found for any random id", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (text) => {
        const id = encodeURIComponent(text.toWellFormed());
        // A URL is resolved before it is sent.
        fc.pre(id !== "." && id !== ".." && id !== "trash");
        const answers = [
          await user.api("GET", `/expenses/${id}`),
          await user.api("DELETE", `/expenses/${id}`),
          await user.api("POST", `/expenses/${id}/restore`),
          await user.api("PATCH", `/expenses/${id}`, { body: { amount: 1 }, headers: { "If-Match": '"1"' } }),
        ];
        for (const answer of answers) expectRefusal(cloud(), answer, id);
      }),
      { numRuns: runs(50) },
    );
  });

  it("is rejected for invalid keys", async () => {
    // Values that no header can hold are sent over a bare socket in badHttp.test.ts.
    const keys = ["", "a b", "é", "a\tb", "a".repeat(129), "a\u0080"];
    for (const key of keys) {
      for (const path of ["/expenses", "/logexpense"]) {
        const answer = await user.api("POST", path, {
          body: { description: "Desk", amount: 1 },
          headers: { "Idempotency-Key": key },
        });
        expect(answer, JSON.stringify(key)).to.deep.equal(
          bad(problem("idempotencyKey.invalid", { field: "Idempotency-Key" })),
        );
      }
    }
  });

  it("is rejected for invalid settings", async () => {
    const category = { name: "Food", colour: "#aabbcc", sign: "x" };
    const rows: [object | string, string][] = [
      [{ currency: "XXX" }, "currency"],
      [{ timezone: "Mars/Olympus" }, "timezone"],
      [{ timezone: "+05:30" }, "timezone"],
      [{ timezone: "" }, "timezone"],
      [{ timezone: 1 }, "timezone"],
      [{ currency: null }, "currency"],
      ...[0, 29, 1.5, "1", null].map((monthStartsOn): [object, string] => [
        { monthStartsOn },
        "monthStartsOn",
      ]),
      [{ alertThreshold: 500 }, "alertThreshold"],
      [{ alertThreshold: { amount: "500" } }, "alertThreshold.currency"],
      [{ alertThreshold: { amount: "500", currency: "XXX" } }, "alertThreshold.currency"],
      ...["0", "-1", "1e3", "1.234", "100000000", "x"].map((amount): [object, string] => [
        { alertThreshold: { amount, currency: "EUR" } },
        "alertThreshold.amount",
      ]),
      [{ language: ["de"] }, "language"],
      [{ categories: [1] }, "categories.0"],
      [{ theme: "pink" }, "theme"],
      [{ language: "de_DE" }, "language"],
      [{ language: "x".repeat(36) }, "language"],
      [{ language: "x" }, "language"],
      [{ language: "de-AT-" }, "language"],
      [{ categories: "Food" }, "categories"],
      [{ categories: [category, { ...category, name: "food" }] }, "categories"],
      [
        { categories: Array.from({ length: 101 }, (_, index) => ({ ...category, name: `${index}` })) },
        "categories",
      ],
      [{ categories: [{ ...category, colour: "red" }] }, "categories.0.colour"],
      [{ categories: [{ ...category, colour: "#AABBCC" }] }, "categories.0.colour"],
      [{ categories: [{ ...category, sign: "" }] }, "categories.0.sign"],
      [{ categories: [{ ...category, name: "a\0" }] }, "categories.0.name"],
      [{ categories: [{ name: "Food" }] }, "categories.0.colour"],
      [{ categories: [{ ...category, x: 1 }] }, "categories.0.x"],
      [{ categories: [{ ...category, group: "Fixed" }] }, "categories.0.group"],
      [{ categories: [{ ...category, group: "" }], categoryGroups: ["Fixed"] }, "categories.0.group"],
      [{ categoryGroups: "Fixed" }, "categoryGroups"],
      [{ categoryGroups: ["Fixed", "fixed"] }, "categoryGroups"],
      [{ categoryGroups: [""] }, "categoryGroups.0"],
      [{ categoryGroups: Array.from({ length: 21 }, (_, index) => `${index}`) }, "categoryGroups"],
      [{ ledgerId: "x" }, "ledgerId"],
    ];
    for (const [settings, field] of rows) {
      const answer = await user.api<{ field?: string }>("PUT", "/settings", {
        body: JSON.stringify(settings),
        headers: { "If-Match": '"0"', "Content-Type": "application/vnd.example+json" },
      });
      expectRefusal(cloud(), answer, JSON.stringify(settings));
      expect([answer.status, answer.body.field], JSON.stringify(settings)).to.deep.equal([400, field]);
      expect(JSON.stringify(answer.body)).to.not.match(/Invalid|expected|received|Too /);
    }
  });

  it("with an unexpected body is accepted without it", async () => {
    const other = await signUpUser(cloud());
    for (const method of ["POST", "DELETE"]) {
      const answer = await other.api(method, "/alerts/subscription", { body: "not JSON" });
      expect(answer.status, method).to.equal(200);
    }
  });
});
