import type * as z from "zod";
import type { TextType } from "./answers";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Method and path, for example `GET /expenses/{id}`. */
export type RouteText = `${Method} /${string}`;

/** A header that a route reads. */
interface HeaderParameter {
  name: string;
  required: boolean;
  description: string;
}

/** The contract of one route: the source of the OpenAPI document, of the gateway and of the site's types. */
export interface Route {
  readonly route: RouteText;
  /** Imperative sentence without a full stop. */
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly headers?: readonly HeaderParameter[];
  readonly body?: z.ZodType;
  /** Schemas of the answers by status; `undefined` stands for an answer without a body. */
  readonly answers: Readonly<Record<number, z.ZodType | undefined>>;
  /** Content type of its answers, if other than JSON. Refusals are always JSON. */
  readonly answerType?: TextType;
  /** Statuses of the refusals that this route documents besides those of every route. */
  readonly refusals?: readonly number[];
}

/** Splits a route into its method and its path. */
export function splitRoute(route: RouteText): { method: Method; path: string } {
  const [method, path] = route.split(" ") as [Method, string];
  return { method, path };
}

/** Makes retries of a create safe. */
export const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  required: false,
  description:
    "1 to 128 visible ASCII characters. The same key with the same body returns the same expense again, in its current state: with `deletedAt` if it is in the trash.",
} as const satisfies HeaderParameter;

/** Keeps a change from overwriting a version that its author has not seen. */
export const IF_MATCH = {
  name: "If-Match",
  required: false,
  description: "ETag of the version to change. 428 if absent, 412 if it is not the stored one.",
} as const satisfies HeaderParameter;

/** Names the ledger of a request. Every route whose least role is one in a ledger reads it. */
export const LEDGER_ID = {
  name: "Ledger-Id",
  required: false,
  description: "ID of the ledger. Default: the user's own. 404 if the user is not a member of it.",
} as const satisfies HeaderParameter;
