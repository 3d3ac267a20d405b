import * as z from "zod";
import { problem } from "./answers";
import { type Route, type RouteText, splitRoute } from "./route";

/** A JSON schema, or another part of the document. */
export type JsonObject = { [key: string]: unknown };

/** An operation in an OpenAPI document. */
export interface OpenApiOperation extends JsonObject {
  operationId: string;
  parameters: JsonObject[];
  requestBody?: JsonObject;
  responses: Record<string, JsonObject>;
}

/** An OpenAPI 3.0 document. */
export interface OpenApiDocument extends JsonObject {
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonObject> } & JsonObject;
}

/** Refusals that every route can return. */
const COMMON_REFUSALS = [400, 401, 413, 429, 500, 503, 504];

/** Refusals of a body. */
const BODY_REFUSALS = [415];

/** The API as an OpenAPI 3.0 document, generated from the schemas that the handlers parse with. */
export function openApiDocument(routes: readonly Route[]): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const route of routes) {
    const { method, path } = splitRoute(route.route);
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(route) };
  }
  return {
    openapi: "3.0.3",
    info: { title: "Serverless Expense Tracker", version: "1" },
    paths,
    components: { schemas: schemas(routes) },
  };
}

function describe(route: Route): OpenApiOperation {
  return {
    operationId: operationId(route.route),
    summary: route.summary,
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body && { requestBody: { required: true, ...json(route.body) } }),
    responses: responses(route),
  };
}

/** An alphanumeric name, as API Gateway requires: `postExpensesIdRestore`. */
export function operationId(route: RouteText | `OPTIONS /${string}`): string {
  const [method = "", ...words] = route.match(/[a-z0-9]+/gi) ?? [];
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function pathParameters({ route }: Route): JsonObject[] {
  return [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: Route): JsonObject[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: !z.safeParse(schema, undefined).success,
    schema: z.toJSONSchema(schema, { target: "openapi-3.0", io: "input" }),
  }));
}

function headerParameters({ headers = [] }: Route): JsonObject[] {
  return headers.map(({ name, required, description }) => ({
    name,
    in: "header",
    required,
    description,
    schema: { type: "string" },
  }));
}

function responses({ answers, answerType, body, refusals = [], summary }: Route): Record<string, JsonObject> {
  const success = Object.entries(answers).map(([status, schema]) => [
    status,
    { description: summary, ...(schema && content(schema, answerType)) },
  ]);
  const refused = [...COMMON_REFUSALS, ...(body ? BODY_REFUSALS : []), ...refusals].map((status) => [
    status,
    { description: "Refusal", ...json(problem) },
  ]);
  return Object.fromEntries([...success, ...refused]);
}

const json = (schema: z.ZodType) => content(schema);

function content(schema: z.ZodType, type = "application/json"): JsonObject {
  return { content: { [type]: { schema: { $ref: reference(nameOf(schema)) } } } };
}

/** Every named schema: request bodies as they are sent, the others as they are returned. */
function schemas(routes: readonly Route[]): Record<string, JsonObject> {
  const bodies = routes.flatMap(({ body }) => (body ? [nameOf(body)] : []));
  const sent = namedSchemas("input");
  return Object.fromEntries(
    Object.entries(namedSchemas("output")).map(([name, answered]) => {
      const { $id: _id, ...schema } = bodies.includes(name) ? { ...sent[name] } : answered;
      return [name, schema];
    }),
  );
}

function namedSchemas(io: "input" | "output"): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { target: "openapi-3.0", io, uri: reference });
  return schemas;
}

/** The name under which the document lists a schema. */
export function nameOf(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error("A schema of the API has no `id`. Set one with `.meta({ id })`.");
  return id;
}

function reference(name: string): string {
  return `#/components/schemas/${name}`;
}
