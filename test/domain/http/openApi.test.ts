import { expect } from "chai";
import { gatewayBody } from "../../../components/documents/gatewayBody";
import { type JsonObject, openApiDocument, operationId } from "../../../domain/http/openApi";
import { splitRoute } from "../../../domain/http/route";
import { routes } from "../../../handlers/catalogue";
import { openApiProblems } from "../../helpers/openApiParsers";

const body = gatewayBody(routes, {
  invokeArns: Object.fromEntries(routes.map(({ handler }) => [handler, `invoke:${handler}`])),
  userPoolArn: "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/pool",
  siteOrigin: "https://site.test",
});

/** JSON Schema draft 4's keywords that API Gateway's models may have here; all others are left to the handlers. */
const MODEL_KEYWORDS = ["type", "properties", "items", "required"];

function operationsOf(document: typeof body): { id: string; operation: JsonObject }[] {
  return Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => ({ id: operation.operationId, operation })),
  );
}

describe("OpenAPI document", () => {
  it("is valid OpenAPI 3.0", async () => {
    expect(await openApiProblems(openApiDocument(routes))).to.deep.equal([]);
  });

  it("has every operation once, with a name of letters and digits", () => {
    const ids = operationsOf(openApiDocument(routes)).map(({ id }) => id);
    expect(ids).to.have.members(routes.map(({ route }) => operationId(route)));
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.filter((id) => !/^[A-Za-z0-9]+$/.test(id))).to.deep.equal([]);
  });

  it("has no dangling references and no unused schemas", () => {
    const text = JSON.stringify(openApiDocument(routes));
    const named = Object.keys(openApiDocument(routes).components.schemas);
    const used = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).to.deep.equal(named.sort());
  });

  it("shows bodies as they are sent and answers as they are given", () => {
    const { NewExpense, Expense } = openApiDocument(routes).components.schemas;
    expect(NewExpense?.required).to.deep.equal(["description", "amount"]);
    expect(Expense?.required).to.deep.equal([
      "expenseId",
      "description",
      "amount",
      "date",
      "category",
      "currency",
      "createdBy",
      "createdAt",
      "updatedAt",
      "version",
    ]);
  });
});

describe("gateway body", () => {
  it("is valid OpenAPI 3.0", async () => {
    expect(await openApiProblems(body)).to.deep.equal([]);
  });

  it("is refused by a parser when a body has an array without items, on which API Gateway's import fails", async () => {
    const document = structuredClone(body);
    delete propertiesOf(document, "Settings").categories?.items;
    expect((await openApiProblems(document)).join()).to.include("to have property items");
  });

  it("has unique names of letters and digits for operations and models", () => {
    const ids = operationsOf(body).map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    const names = [...ids, ...Object.keys(body.components.schemas)];
    expect(names.filter((name) => !/^[A-Za-z0-9]+$/.test(name))).to.deep.equal([]);
  });

  it("has models of the request bodies only, in keywords of JSON Schema draft 4", () => {
    const bodies = routes.flatMap(({ body: schema }) => schema?.meta()?.id ?? []);
    expect(Object.keys(body.components.schemas)).to.have.members([...new Set(bodies)]);
    for (const [name, model] of Object.entries(body.components.schemas)) {
      expect(foreignKeywords(model), name).to.deep.equal([]);
      expect(model.type, name).to.equal("object");
      // Draft 4 wants at least one name in the list.
      if (model.required !== undefined) expect(model.required, name).to.be.an("array").that.is.not.empty;
    }
  });

  it("calls the function of each route and answers OPTIONS itself", () => {
    for (const { route, handler } of routes) {
      const { method, path } = splitRoute(route);
      expect(body.paths[path]?.[method.toLowerCase()]?.["x-amazon-apigateway-integration"]).to.deep.equal({
        type: "aws_proxy",
        httpMethod: "POST",
        uri: `invoke:${handler}`,
      });
      expect(body.paths[path]?.options?.security).to.deep.equal([]);
    }
  });

  it("fails without the function of a route", () => {
    const args = { invokeArns: {}, userPoolArn: "pool", siteOrigin: "https://site.test" };
    expect(() => gatewayBody(routes, args)).to.throw(/^The route .* has no function `.*`\.$/);
  });
});

function propertiesOf({ components }: typeof body, name: string): Record<string, JsonObject> {
  return components.schemas[name]?.properties as Record<string, JsonObject>;
}

/** Keywords of a schema, at any depth, that are not in {@link MODEL_KEYWORDS}. */
function foreignKeywords(schema: JsonObject): string[] {
  const properties = Object.values((schema.properties ?? {}) as Record<string, JsonObject>);
  const inner = [...properties, ...(schema.items === undefined ? [] : [schema.items as JsonObject])];
  const own = Object.keys(schema).filter((keyword) => !MODEL_KEYWORDS.includes(keyword));
  return [...own, ...inner.flatMap(foreignKeywords)];
}
