import { type JsonObject, type OpenApiOperation, openApiDocument } from "../../domain/http/openApi";
import { splitRoute } from "../../domain/http/route";
import { routes as served } from "../../handlers/catalogue";
import type { Audience } from "../../handlers/operation";
import { audiences, RECENT } from "./audiences";

/** A route of the API, as its OpenAPI document describes it. */
export interface Route {
  method: string;
  path: string;
  /** Name of the function that serves it. */
  handler: string;
  described: OpenApiOperation;
}

export const document = openApiDocument(served);

/** Every route that the program serves. */
export const routes: readonly Route[] = served.map(({ route, handler }) => {
  const { method, path } = splitRoute(route);
  const described = document.paths[path]?.[method.toLowerCase()];
  if (described === undefined) throw new Error(`The OpenAPI document lacks ${route}.`);
  return { method, path, handler, described };
});

/** The method and the path of a route. */
export const nameOf = ({ method, path }: Route) => `${method} ${path}`;

/** The least role that may call a route; undefined if it is not written down. */
export const audienceOf = (route: Route): Audience | undefined => audiences.get(nameOf(route));

/** The routes that only admins may use. */
export const adminRoutes = routes.filter((route) => audienceOf(route) === "admin");

/** The routes that anybody may call, without a token. */
export const publicRoutes = routes.filter((route) => audienceOf(route) === "public");

/** The routes that require a recent sign-in. */
export const recentRoutes = routes.filter((route) => RECENT.includes(nameOf(route)));

/** True if a successful request to the route ends the session that made it. */
export function endsSession(route: Route): boolean {
  return [
    "DELETE /account",
    "DELETE /account/sessions",
    "PUT /account/password",
    "PUT /account/secondFactor",
  ].includes(nameOf(route));
}

/** The parameters of a route in one location. */
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
