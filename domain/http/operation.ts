import type * as z from "zod";

/** A header that an operation reads. */
export interface HeaderParameter {
  name: string;
  required: boolean;
  description: string;
}

/** One route of the API. */
export interface Operation {
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  /** Name of the handler that serves it. */
  handler: string;
  summary: string;
  query?: z.ZodObject;
  headers?: readonly HeaderParameter[];
  body?: z.ZodType;
  /** Success answers by status; `undefined` is an answer without a body. */
  responses: Readonly<Record<number, z.ZodType | undefined>>;
  /** Statuses of the refusals that this operation documents besides 400, 401, 429 and 5xx. */
  refusals?: readonly number[];
}
