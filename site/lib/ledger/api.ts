import { signal } from "@preact/signals";
import type * as handlers from "../../../handlers/index";
import { endOfSession, idToken } from "../auth/session";
import { config } from "../config/deployedConfig";
import { jsonOf, reach } from "../network/reach";
import { errorOf } from "../network/refusalResponse";
import type { RequestError } from "../network/requestError";
import { shared } from "./openLedger";

/** Requests and answers of the API by route. */
type Api = handlers.ApiOf<typeof handlers>;

/** A route of the API, for example `GET /expenses/{id}`. */
export type ApiRoute = keyof Api;

/** The body of the answer to a route. */
export type AnswerOf<Route extends ApiRoute> = Api[Route]["answer"];

/** A request, which may name another ledger than the open one. */
type RequestTo<Route extends ApiRoute> = Api[Route]["request"] & { headers?: { "Ledger-Id"?: string } };

/** The rest of the arguments of a call: nothing where a route takes nothing. */
export type Arguments<Route extends ApiRoute> =
  Record<never, never> extends Api[Route]["request"]
    ? [request?: RequestTo<Route>]
    : [request: RequestTo<Route>];

/** The last refusal of a request. */
export const refusal = signal<RequestError>();

interface AnyRequest {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  headers?: Readonly<Record<string, string | undefined>>;
}

/**
 * Calls the API as the signed-in user, for the body of the answer.
 * @throws RequestError if the response is a refusal or there is no response.
 */
export async function call<Route extends ApiRoute>(
  route: Route,
  ...args: Arguments<Route>
): Promise<AnswerOf<Route>> {
  return (await callForVersion(route, ...args)).body;
}

/** Calls the API as {@link call} does, for the body and the ETag of the answer. */
export async function callForVersion<Route extends ApiRoute>(
  route: Route,
  ...[request = {}]: Arguments<Route>
): Promise<{ body: AnswerOf<Route>; etag: string | undefined }> {
  const response = await respond(route, request as AnyRequest);
  return {
    body: response.status === 204 ? undefined : await jsonOf(response),
    etag: response.headers.get("ETag") ?? undefined,
  };
}

/** Renews a refused token once; another refusal ends the session. */
async function respond(route: string, request: AnyRequest): Promise<Response> {
  let response = await send(route, request, await idToken());
  if (response.status === 401) response = await send(route, request, await idToken({ renew: true }));
  if (response.ok) return response;
  const error = await errorOf(response);
  refusal.value = error;
  throw error.kind === "expired" ? endOfSession() : error;
}

function send(
  route: string,
  { path = {}, query = {}, body, headers }: AnyRequest,
  token: string,
): Promise<Response> {
  const [method, template = ""] = route.split(" ");
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const url = new URL(config().apiUrl + filled);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) {
      if ((one ?? "") !== "") url.searchParams.append(name, String(one));
    }
  }
  return reach(url, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(shared.value && { "Ledger-Id": shared.value.id }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    // Nothing for a request without one.
    body: JSON.stringify(body),
  });
}
