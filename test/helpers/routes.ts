import { operations } from "../../domain/http/api";
import { type JsonObject, type OpenApiOperation, openApiDocument } from "../../domain/http/openApi";
import type { Operation } from "../../domain/http/operation";

/** A route of the API, as its OpenAPI document describes it. */
export interface Route extends Pick<Operation, "path" | "handler"> {
  /** In capitals. */
  method: string;
  described: OpenApiOperation;
}

export const document = openApiDocument();

/** Every route that the program serves. */
export const routes: readonly Route[] = operations.map(({ method, path, handler }) => {
  const described = document.paths[path]?.[method];
  if (described === undefined) throw new Error(`The OpenAPI document lacks ${method} ${path}.`);
  return { method: method.toUpperCase(), path, handler, described };
});

/** The parameters of a route that stand in one place. */
export function parametersIn({ described }: Route, place: "path" | "query" | "header"): JsonObject[] {
  return described.parameters.filter((parameter) => parameter.in === place);
}

/** The schema of a route's body, if it takes one. */
export function bodySchema({ described }: Route): unknown {
  return at(described.requestBody, "content", "application/json", "schema");
}

/** The schema of an answer; undefined for a status that is not documented, or has no body. */
export function answerSchema({ described }: Route, status: number): unknown {
  return at(described.responses[String(status)], "content", "application/json", "schema");
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => Object(inner)[key], value);
}
