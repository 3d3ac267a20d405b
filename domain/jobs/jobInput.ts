import type { Context } from "aws-lambda";
import * as z from "zod";

/** An event that a job cannot work with. State machines do not retry it: it would fail again. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** A number of completed items, in the event that continues the work. */
export const count = z.int("must be a whole number").min(0, "must not be negative").default(0);

/**
 * Reads the event of a job by its schema.
 * @throws InputError that names the field.
 */
export function parseEvent<T extends z.ZodType>(schema: T, event: unknown): z.infer<T> {
  const result = schema.safeParse(event ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    if (issue.code === "unrecognized_keys") return `there is no \`${issue.keys.join("`, `")}\` here`;
    const field = issue.path.join(".");
    return field === "" ? "it must be a JSON object" : `\`${field}\`: ${issue.message}`;
  });
  throw new InputError(`The event is not valid: ${problems.join("; ")}.`);
}

/** Time that a function reserves to finish the current work and to respond, in milliseconds. */
const FINISH_MS = 60_000;

/** Returns true while a function has time for more work. */
export function hasTime(context: Pick<Context, "getRemainingTimeInMillis">): () => boolean {
  return () => context.getRemainingTimeInMillis() > FINISH_MS;
}
