import { z } from "zod";
import { LocalCloudError } from "./localCloudError";
import type { ResourceRequest } from "./service";

/**
 * A resource's inputs as the local cloud understands them, without tags: there are no costs to allocate and no rights to restrict.
 *
 * @throws LocalCloudError that names every invalid input; the caller adds the resource's name.
 */
export function readInputs<Schema extends z.ZodType>(
  schema: Schema,
  request: ResourceRequest,
): z.output<Schema> {
  const { tags: _tags, ...inputs } = request.inputs;
  const parsed = schema.safeParse(inputs);
  if (parsed.success) return parsed.data;
  throw new LocalCloudError(
    `the local cloud does not support these inputs:\n${z.prettifyError(parsed.error)}`,
  );
}

/** A policy document as JSON; programs give it as text or as an object. */
export const policyText = z.union([
  z.string(),
  z.record(z.string(), z.unknown()).transform((policy) => JSON.stringify(policy)),
]);
