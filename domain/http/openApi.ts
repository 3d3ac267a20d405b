import * as z from "zod";
import { operations, problem } from "./api";
import type { Operation } from "./operation";

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

/** Refusals that every operation can answer. */
const COMMON_REFUSALS = [400, 401, 413, 429, 500, 503, 504];

/** The API as an OpenAPI 3.0 document, generated from the schemas that the handlers parse with. */
export function openApiDocument(): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.0.3",
    info: { title: "Serverless Expense Tracker", version: "1" },
    paths,
    components: { schemas: schemas() },
  };
}

function describe(operation: Operation): OpenApiOperation {
  return {
    operationId: operationId(operation.method, operation.path),
    summary: operation.summary,
    parameters: [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)],
    ...(operation.body && { requestBody: { required: true, ...json(operation.body) } }),
    responses: responses(operation),
  };
}

/** A name of letters and digits only, as API Gateway wants it: `postExpensesIdRestore`. */
export function operationId(method: string, path: string): string {
  const words = path.match(/[a-z0-9]+/gi) ?? [];
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function pathParameters({ path }: Operation): JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: Operation): JsonObject[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: !z.safeParse(schema, undefined).success,
    schema: z.toJSONSchema(schema, { target: "openapi-3.0", io: "input" }),
  }));
}

function headerParameters({ headers = [] }: Operation): JsonObject[] {
  return headers.map(({ name, required, description }) => ({
    name,
    in: "header",
    required,
    description,
    schema: { type: "string" },
  }));
}

function responses(operation: Operation): Record<string, JsonObject> {
  const success = Object.entries(operation.responses).map(([status, schema]) => [
    status,
    { description: operation.summary, ...(schema && json(schema)) },
  ]);
  const refusals = [...COMMON_REFUSALS, ...(operation.refusals ?? [])].map((status) => [
    status,
    { description: "What happened and what to do", ...json(problem) },
  ]);
  return Object.fromEntries([...success, ...refusals]);
}

function json(schema: z.ZodType): JsonObject {
  return { content: { "application/json": { schema: { $ref: reference(nameOf(schema)) } } } };
}

/** Every schema with a name: request bodies as they are sent, the others as they are answered. */
function schemas(): Record<string, JsonObject> {
  const bodies = operations.flatMap(({ body }) => (body ? [nameOf(body)] : []));
  return Object.fromEntries(
    Object.entries(namedSchemas("output")).map(([name, answered]) => {
      const { $id: _id, ...schema } = bodies.includes(name) ? { ...namedSchemas("input")[name] } : answered;
      return [name, schema];
    }),
  );
}

function namedSchemas(io: "input" | "output"): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { target: "openapi-3.0", io, uri: reference });
  return schemas;
}

function nameOf(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error("A schema of the API has no `id`; give it one by `.meta({ id })`.");
  return id;
}

function reference(name: string): string {
  return `#/components/schemas/${name}`;
}
