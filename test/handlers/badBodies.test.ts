import { expect } from "chai";
import fc from "fast-check";
import type { Expense } from "../../domain/expenses/expense";
import { MAX_BODY_BYTES } from "../../domain/values/limits";
import { signUpAdmin } from "../helpers/admin";
import { type ApiResponse, gatewayHeaders, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { badBodies } from "../helpers/badBodies";
import { type BadBody, goodBody } from "../helpers/badBody";
import { itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { expectRefusal } from "../helpers/refusal";
import { adminRoutes, bodySchema, routes } from "../helpers/routes";
import { runs } from "../helpers/runs";
import { useCloud } from "../helpers/useCloud";

/** JSON that the gateway does not validate: it looks at `application/json` only, and leaves all else to the handler. */
const UNCHECKED = "application/vnd.example+json";

/** The routes that take a body. */
const withBody = routes.filter((route) => bodySchema(route) !== undefined);

describe("a bad body", () => {
  const cloud = useCloud();
  let user: TestUser;
  let admin: TestUser;
  let existing: Expense;

  before(async () => {
    user = await signUpUser(cloud());
    admin = await signUpAdmin(cloud());
    existing = (await user.api<Expense>("POST", "/expenses", { body: goodBody })).body;
  });

  afterEach("nothing is stored", async () => {
    const [item, ...others] = await itemsOf(cloud(), "Expenses", user.ledgerId);
    expect(others).to.deep.equal([]);
    expect([item?.expenseId, item?.version]).to.deep.equal([existing.expenseId, 1]);
  });

  const post = (path: string, body: unknown, type: string): Promise<ApiResponse> =>
    user.api("POST", path, { body, headers: { "Content-Type": type } });

  const byHandler = ({ status = 400, refusal }: BadBody) => ({
    status,
    headers: jsonHeaders(cloud()),
    body: refusal,
  });
  const byGateway = () => ({
    status: 400,
    headers: gatewayHeaders(cloud()),
    body: problem("body.invalid"),
  });

  for (const bad of badBodies) {
    it(`is refused: ${bad.what}`, async () => {
      expect(await post("/expenses", bad.body, "application/json")).to.deep.equal(
        bad.byGateway ? byGateway() : byHandler(bad),
      );
      const text = typeof bad.body === "string" ? bad.body : JSON.stringify(bad.body);
      expect(await post("/expenses", text, UNCHECKED)).to.deep.equal(byHandler(bad));
    });
  }

  it("is refused by the routes that change things, too", async () => {
    const path = `/expenses/${existing.expenseId}`;
    const headers = { "If-Match": '"1"', "Content-Type": UNCHECKED };
    for (const bad of badBodies.filter(({ what }) => !/^no |^an empty/.test(what))) {
      const text = typeof bad.body === "string" ? bad.body : JSON.stringify(bad.body);
      const patched = await user.api("PATCH", path, { body: text, headers });
      expect(patched, bad.what).to.deep.equal(byHandler(bad));
      expectRefusal(cloud(), await post("/logexpense", text, UNCHECKED), bad.what);
    }
    expect(await user.api("PATCH", path, { body: "{}", headers })).to.deep.equal({
      status: 400,
      headers: jsonHeaders(cloud()),
      body: problem("changes.empty"),
    });
  });

  it("is refused when it is anything but an expense", async () => {
    const anything = fc.anything({ withNullPrototype: true });
    const near = fc.record(
      { description: fc.oneof(fc.string(), anything), amount: anything, date: anything },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, near, fc.string()), async (value) => {
        const text = JSON.stringify(value) ?? "";
        fc.pre(!isExpense(value));
        for (const type of ["application/json", UNCHECKED])
          expectRefusal(cloud(), await post("/expenses", text, type), text);
      }),
      { numRuns: runs(60) },
    );
  });

  for (const route of withBody) {
    const { method, path } = route;
    it(`is refused when it is not sent as JSON: ${method} ${path}`, async () => {
      const url = path.replace("{id}", existing.expenseId).replace("{name}", "generateReport-failures");
      for (const type of [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "text/json",
      ]) {
        const headers = { "If-Match": '"1"', "Content-Type": type };
        const caller = adminRoutes.includes(route) ? admin : user;
        expect(
          await caller.api(method, url, { body: JSON.stringify(goodBody), headers }),
          type,
        ).to.deep.equal({
          status: 415,
          headers: jsonHeaders(cloud()),
          body: problem("mediaType.unsupported"),
        });
      }
    });
  }

  it("is rejected when it is larger than the functions and the firewall accept", async () => {
    const body = (bytes: number) => JSON.stringify({ description: " ", amount: "1" }).padEnd(bytes);
    const largest = await post("/expenses", body(MAX_BODY_BYTES), "application/json");
    expect(largest.status).to.equal(400);
    expect(await post("/expenses", body(MAX_BODY_BYTES + 1), "application/json")).to.deep.equal({
      status: 413,
      headers: jsonHeaders(cloud()),
      body: problem("request.tooLarge"),
    });
  });

  it("is rejected when it is larger than the gateway accepts", async () => {
    const body = JSON.stringify({ description: "a".repeat(10 * 1024 * 1024), amount: 1 });
    expect(await post("/expenses", body, "application/json")).to.deep.equal({
      status: 413,
      headers: gatewayHeaders(cloud()),
      body: problem("request.tooLarge"),
    });
  });
});

/** True if the API may accept the random value. */
function isExpense(value: unknown): boolean {
  const { description, amount } = Object(value);
  return (
    typeof description === "string" && /^[\d.]+$/.test(JSON.stringify(amount)?.replaceAll('"', "") ?? "")
  );
}
