import { expect } from "chai";
import fc from "fast-check";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { expectRefusal } from "../helpers/refusal";
import { useCloud } from "../helpers/useCloud";

const MONTH = "The month must be YYYY-MM, for example 2026-11.";
const WHOLE = "The limit must be a whole number.";
const CURSOR = "This cursor does not belong to this list.";

/** Query, what it answers, and which parameter is wrong. */
const queries: [string, string, string][] = [
  ...["2026-13", "2026-00", "2026", "26-01", "2026-1", "10000-01", "1899-12", "2026-01-01", "", "💥"].map(
    (value): [string, string, string] => [`month=${value}`, MONTH, "month"],
  ),
  ...["", "abc", "1.5", "-1", "0x10", "1e2", "%201", "+1", "NaN", "Infinity", "9999999999", "null", "[]"].map(
    (value): [string, string, string] => [`limit=${value}`, WHOLE, "limit"],
  ),
  ["limit=0", "The limit must be at least 1.", "limit"],
  ["limit=501", "The limit must be at most 500.", "limit"],
  ["limit=999999999", "The limit must be at most 500.", "limit"],
  [`cursor=${"a".repeat(401)}`, CURSOR, "cursor"],
  ["cursor=abc", `${CURSOR} Start again without it.`, "cursor"],
  ["category=", "The category must not be empty.", "category"],
  ["category=%20%09", "The category must not be empty.", "category"],
  [`category=${"a".repeat(41)}`, "The category must have at most 40 characters.", "category"],
  ["category=a%0Ab", "The category must not have control characters.", "category"],
  ["q=", "The search text must not be empty.", "q"],
  [`q=${"a".repeat(101)}`, "The search text must have at most 100 characters.", "q"],
  [`q=${"a".repeat(10_000)}`, "The search text must have at most 100 characters.", "q"],
  ["q=%1b", "The search text must not have control characters.", "q"],
  ["ledgerId=other", "There is no ledgerId here. Leave it out.", "ledgerId"],
  ["listId=other", "There is no listId here. Leave it out.", "listId"],
  ["__proto__=x", "There is no __proto__ here. Leave it out.", "__proto__"],
  ["constructor=x", "There is no constructor here. Leave it out.", "constructor"],
  ["month[]=2026-01", "There is no month[] here. Leave it out.", "month[]"],
  ["month=2026-01&month=2026-02", "Give month once.", "month"],
  ["limit=1&limit=1", "Give limit once.", "limit"],
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

  const bad = (message: string, field: string) => ({
    status: 400,
    headers: jsonHeaders(cloud()),
    body: { message, field },
  });

  for (const [query, message, field] of queries) {
    it(`is refused: GET /expenses?${query.slice(0, 60)}`, async () => {
      const answer = await user.api("GET", `/expenses?${query}`);
      expect(answer).to.deep.equal(bad(message, field));
    });
  }

  it("is refused for parameters that a route does not have", async () => {
    for (const path of ["/expenses/trash", "/summary?month=2026-01"]) {
      const answer = await user.api("GET", `${path}${path.includes("?") ? "&" : "?"}q=x`);
      expect(answer, path).to.deep.equal(bad("There is no q here. Leave it out.", "q"));
    }
  });

  it("is refused for any query that chance makes", async () => {
    const name = fc.oneof(
      fc.constantFrom("month", "limit", "cursor"),
      fc.string({ unit: "grapheme", minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(name, fc.string({ unit: "grapheme" }), async (parameter, value) => {
        fc.pre(parameter !== "category" && parameter !== "q");
        fc.pre(!(parameter === "limit" && /^\d+$/.test(value)));
        const query = new URLSearchParams({ [parameter]: value.toWellFormed() });
        expectRefusal(cloud(), await user.api("GET", `/expenses?${query}`), String(query));
      }),
      { numRuns: 100 },
    );
  });

  it("is not found for any id that chance makes", async () => {
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
      { numRuns: 50 },
    );
  });

  it("is refused for keys that are none", async () => {
    // Those that no header can hold are sent over a bare socket in badHttp.test.ts.
    const keys = ["", "a b", "é", "a\tb", "a".repeat(129), "a\u0080"];
    for (const key of keys) {
      for (const path of ["/expenses", "/logexpense"]) {
        const answer = await user.api("POST", path, {
          body: { description: "Desk", amount: 1 },
          headers: { "Idempotency-Key": key },
        });
        expect(answer, JSON.stringify(key)).to.deep.equal(
          bad("The Idempotency-Key must be 1 to 128 visible ASCII characters.", "Idempotency-Key"),
        );
      }
    }
  });

  it("is refused for settings that are none", async () => {
    const category = { name: "Food", colour: "#aabbcc", sign: "x" };
    const rows: [object | string, string][] = [
      [{ currency: "XXX" }, "currency"],
      [{ timezone: "Mars/Olympus" }, "timezone"],
      [{ timezone: "" }, "timezone"],
      [{ timezone: 1 }, "timezone"],
      [{ currency: null }, "currency"],
      [{ language: ["de"] }, "language"],
      [{ categories: [1] }, "categories.0"],
      [{ theme: "pink" }, "theme"],
      [{ language: "de_DE" }, "language"],
      [{ language: "x".repeat(36) }, "language"],
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
      [{ ledgerId: "x" }, "ledgerId"],
    ];
    for (const [settings, field] of rows) {
      const answer = await user.api<{ field?: string }>("PUT", "/settings", {
        body: JSON.stringify(settings),
        headers: { "If-Match": '"0"', "Content-Type": "text/plain" },
      });
      expectRefusal(cloud(), answer, JSON.stringify(settings));
      expect([answer.status, answer.body.field], JSON.stringify(settings)).to.deep.equal([400, field]);
      expect(JSON.stringify(answer.body)).to.not.match(/Invalid|expected|received|Too /);
    }
  });

  it("with a body where none is read is taken without it", async () => {
    const other = await signUpUser(cloud());
    for (const method of ["POST", "DELETE"]) {
      const answer = await other.api(method, "/alerts/subscription", { body: "not JSON" });
      expect(answer.status, method).to.equal(200);
    }
  });
});
