import { z } from "zod";
import { messageOf } from "../../engine/localCloudError";
import type { CloudContext } from "../../engine/service";
import type { Task } from "./definition";

// The library has a type for JSON values but does not export it.
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A failure by the name under which a definition's `Retry` and `Catch` know it; the message becomes the `Cause`. */
class TaskError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

const functionFailure = z.object({ errorType: z.string().min(1) });

/** Calls the function of a task with the state's input. */
export function taskHandler(context: CloudContext, { functionArn }: Task): (input: Json) => Promise<Json> {
  return async (input) => {
    const { functionError, payload } = await context.invoke(functionArn, input).catch((error: unknown) => {
      throw new TaskError("Lambda.ResourceNotFoundException", messageOf(error));
    });
    if (!functionError) return JSON.parse(payload);
    const failure = functionFailure.safeParse(JSON.parse(payload));
    // The function ended without an error, for example because it ran out of memory.
    throw new TaskError(failure.success ? failure.data.errorType : "Lambda.Unknown", payload);
  };
}
