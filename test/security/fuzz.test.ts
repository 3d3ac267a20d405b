import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import Ajv from "ajv-draft-04";
import { expect } from "chai";
import fc from "fast-check";
import type { Expense } from "../../domain/expenses/expense";
import { LIST_INDEX, trashId } from "../../domain/expenses/expenseKeys";
import { signUpAdmin } from "../helpers/admin";
import { type ApiResponse, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { answerSchema, bodySchema, document, parametersIn, type Route, routes } from "../helpers/routes";
import { runs } from "../helpers/runs";
import { hostileText, invalid, valid } from "../helpers/schemaArbitrary";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

/** Requests to each route. */
const RUNS = runs(5, 350);

const BUDGET = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

interface FuzzRequest {
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

const ajv = new Ajv({ strict: false });
ajv.addSchema(document, "api");

describe("every route, with requests that match its document and others", () => {
  const cloud = useCloud();
  let db: DynamoDBDocumentClient;
  before(() => {
    db = databaseOf(cloud());
  });
  /** The statuses that each route answered. */
  const seen = new Map<Route, Set<number>>();

  for (const route of routes) {
    it(`${route.method} ${route.path}`, async function () {
      this.timeout(600_000);
      const user = route.path.startsWith("/admin/") ? await signUpAdmin(cloud()) : await signUpUser(cloud());
      const ids = await idsOf(user, route);
      const property = fc.asyncProperty(requests(route, ids), async (request) => {
        const before = await stateOf(user);
        const answer = await user.api(route.method, request.path, request);
        seen.set(route, (seen.get(route) ?? new Set()).add(answer.status));
        expectDocumented(route, answer);
        if (answer.status >= 400) expect(await stateOf(user), "stored").to.deep.equal(before);
      });
      // An attempt to recover takes a second.
      await fc.assert(property, { numRuns: route.handler === "recoverAccount" ? 5 : RUNS });
    });
  }

  it("succeeds on most routes, or it would test little", () => {
    const succeeded = [...seen.values()].filter((statuses) => Math.min(...statuses) < 300);
    expect(succeeded.length).to.be.at.least((process.env.FULL ? 0.6 : 0.5) * routes.length);
  });

  it("has no route beside those", async () => {
    const user = await signUpUser(cloud());
    const known = new Set(routes.map(({ path }) => path));
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.constantFrom("GET", "POST", "PUT"), async (path, method) => {
        fc.pre(![...known].some((one) => matches(one, path)));
        const answer = await user.api(method, path.startsWith("/") ? path : `/${path}`);
        expect(answer.status).to.be.oneOf([400, 404]);
      }),
      { numRuns: RUNS },
    );
  });

  /** Ids that are there: what the route is about, or else an expense, one in the trash, a queue, and another user. */
  async function idsOf(user: TestUser, { path }: Route): Promise<string[]> {
    if (path.startsWith("/budgets/")) {
      const body = { name: "Everything", amount: "100", currency: "USD", period: "month" };
      const { status } = await user.api("PUT", `/budgets/${BUDGET}`, {
        body,
        headers: { "If-Match": '"0"' },
      });
      expect(status).to.equal(200);
      return [BUDGET];
    }
    if (path.startsWith("/recurring/")) {
      const schedule = { every: 1, unit: "days", start: "2030-01-01" };
      const body = { description: "Rent", amount: "900", schedule };
      return [(await user.api<{ id: string }>("POST", "/recurring", { body })).body.id];
    }
    const create = async (description: string) => {
      const { body } = await user.api<Expense>("POST", "/expenses", { body: { description, amount: 1 } });
      return body.expenseId;
    };
    const [kept, deleted] = [await create("Kept"), await create("Deleted")];
    await user.api("DELETE", `/expenses/${deleted}`);
    const other = await signUpUser(cloud());
    return [kept, deleted, "exportLedger-failures", other.ledgerId];
  }

  function expectDocumented(route: Route, { status, headers, body }: ApiResponse): void {
    expect(Object.keys(route.described.responses)).to.include(String(status));
    expect(status).to.be.below(500);
    expect(headers["access-control-allow-origin"]).to.equal(cloud().output("siteUrl"));
    const schema = answerSchema(route, status);
    if (schema === undefined) {
      expect(body).to.equal(undefined);
      return;
    }
    const { $ref } = schema as { $ref: string };
    const matches = ajv.getSchema(`api${$ref}`);
    expect(matches?.(body), `${ajv.errorsText(matches?.errors)}: ${JSON.stringify(body)}`).to.equal(true);
  }

  /** All that is stored of a user, once nothing is on its way any more. */
  async function stateOf({ ledgerId }: TestUser): Promise<unknown> {
    await settled(cloud());
    const list = (listId: string) =>
      db.send(
        new QueryCommand({
          TableName: cloud().output("expensesTableName"),
          IndexName: LIST_INDEX,
          KeyConditionExpression: "listId = :list",
          ExpressionAttributeValues: { ":list": listId },
        }),
      );
    const ledger = db.send(
      new QueryCommand({
        TableName: String(cloud().resources.find(({ name }) => name === "Ledgers")?.state.name),
        KeyConditionExpression: "ledgerId = :ledger",
        ExpressionAttributeValues: { ":ledger": ledgerId },
      }),
    );
    const answers = await Promise.all([list(ledgerId), list(trashId(ledgerId)), ledger]);
    return answers.map(({ Items }) => Items);
  }
});

/** Requests to a route, half of them as described. */
function requests(route: Route, ids: string[]): fc.Arbitrary<FuzzRequest> {
  const path = fc.tuple(...pathParts(route, ids)).map((parts) => parts.join("/"));
  const request = fc.record({
    path: fc.tuple(path, query(route)).map(([where, what]) => (what === "" ? where : `${where}?${what}`)),
    headers: headers(route),
  });
  const schema = bodySchema(route);
  if (schema === undefined) return request;
  const body = fc.oneof(
    { weight: 4, arbitrary: valid(schema) },
    { weight: 4, arbitrary: invalid(schema) },
    fc.string(),
  );
  return fc.tuple(request, body).map(([one, content]) => ({ ...one, body: content }));
}

function pathParts({ path }: Route, ids: string[]): fc.Arbitrary<string>[] {
  return path.split("/").map((part) => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name === undefined) return fc.constant(part);
    const right = name === "month" ? valid({}, "month").map(String) : fc.constantFrom(...ids);
    return fc
      .oneof({ weight: 5, arbitrary: right }, encodable(fc.string({ minLength: 1 })), encodable(hostileText))
      .filter((text) => !/^\.*$/.test(text));
  });
}

function query(route: Route): fc.Arbitrary<string> {
  const parameters = parametersIn(route, "query").map(({ name, required, schema }) => {
    const right = valid(schema, String(name)).map((value) => encodeURIComponent(wellFormed(String(value))));
    const any = fc
      .oneof({ weight: 3, arbitrary: right }, encodable(hostileText))
      .map((value) => `${name}=${value}`);
    return required === true
      ? fc.oneof({ weight: 9, arbitrary: any }, fc.constant(""))
      : fc.oneof(any, fc.constant(""));
  });
  const unknown = fc.oneof(
    { weight: 4, arbitrary: fc.constant("") },
    fc.constant("surprise=1"),
    fc.constant("limit=1&limit=2"),
  );
  return fc.tuple(...parameters, unknown).map((parts) => parts.filter((part) => part !== "").join("&"));
}

function headers(route: Route): fc.Arbitrary<Record<string, string>> {
  const values: Record<string, fc.Arbitrary<string>> = {
    "Idempotency-Key": fc.oneof(fc.stringMatching(/^[!-~]{1,140}$/), fc.constantFrom("a b", "key")),
    "If-Match": fc.oneof(
      { weight: 3, arbitrary: fc.constant('"1"') },
      fc.constantFrom("1", '"2"', "*", 'W/"1"', "x"),
    ),
  };
  const known = parametersIn(route, "header").map(({ name }) => String(name));
  const chosen = Object.entries(values).filter(([name]) => known.includes(name));
  return fc
    .record(Object.fromEntries(chosen), { requiredKeys: [] })
    .map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, String(value)])));
}

/** Percent-encoded text; a lone half of a surrogate pair has no encoding. */
function encodable(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return text.map((one) => encodeURIComponent(wellFormed(one)));
}

function wellFormed(text: string): string {
  return text.toWellFormed();
}

function matches(path: string, actual: string): boolean {
  return new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}/?$`).test(actual);
}
