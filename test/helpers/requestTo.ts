import fc from "fast-check";
import { bodySchema, parametersIn, type Route } from "./routes";
import { valid } from "./schemaArbitrary";

/** A request that the gateway lets through to the route's function. */
interface GatewayRequest {
  path: string;
  body?: unknown;
}

/** Bodies by schema: to make the first takes a tenth of a second, and some tests send each several times. */
const bodies = new Map<unknown, unknown>();

/**
 * Makes a request to a route as its document describes it, the same one each time.
 * @param id Stands wherever the path names something.
 */
export function requestTo(route: Route, id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"): GatewayRequest {
  const path = route.path.replace("{month}", "2026-06").replace(/\{\w+\}/g, encodeURIComponent(id));
  const required = parametersIn(route, "query").filter((parameter) => parameter.required === true);
  const query = required.map(({ name }) => `${name}=${name === "month" ? "2026-06" : "x"}`).join("&");
  const schema = bodySchema(route);
  return {
    path: query === "" ? path : `${path}?${query}`,
    ...(schema !== undefined && { body: bodyOf(schema) }),
  };
}

function bodyOf(schema: unknown): unknown {
  if (!bodies.has(schema)) bodies.set(schema, fc.sample(valid(schema), { numRuns: 1, seed: 1 })[0]);
  return bodies.get(schema);
}
