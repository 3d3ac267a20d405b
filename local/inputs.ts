import { z } from "zod";
import { LocalCloudError } from "./errors";
import type { ResourceRequest } from "./service";

/**
 * A resource's inputs as the local cloud understands them.
 *
 * @throws LocalCloudError that names the resource and every input that does not fit.
 */
export function readInputs<Schema extends z.ZodType>(
  schema: Schema,
  request: ResourceRequest,
): z.output<Schema> {
  const parsed = schema.safeParse(request.inputs);
  if (parsed.success) return parsed.data;
  throw new LocalCloudError(
    `The local cloud cannot make ${request.type} "${request.name}":\n${z.prettifyError(parsed.error)}`,
  );
}

/** A policy document as JSON; programs give it as text or as an object. */
export const policyText = z.union([
  z.string(),
  z.record(z.string(), z.unknown()).transform((policy) => JSON.stringify(policy)),
]);
