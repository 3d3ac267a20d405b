import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { CloudContext } from "../../engine/service";
import { LAMBDA_INVOKE, type Task } from "./definition";

// The library has a type for JSON values but does not export it.
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A failure by the name under which a definition's `Retry` and `Catch` know it; the message becomes the `Cause`. */
class TaskError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

const invocation = z.object({
  FunctionName: z.string(),
  Payload: z.json().optional(),
  InvocationType: z.enum(["RequestResponse", "Event"]).optional(),
});

/** What a task does with its input: it calls its function, directly or by Step Functions' own integration. */
export function taskHandler(context: CloudContext, { resource }: Task): (input: Json) => Promise<Json> {
  if (resource !== LAMBDA_INVOKE)
    return async (input) => parse((await call(context, resource, input)).payload);
  return async (input) => {
    const parsed = invocation.safeParse(input);
    if (!parsed.success) throw new TaskError("States.Runtime", z.prettifyError(parsed.error));
    const { FunctionName, Payload, InvocationType } = parsed.data;
    const result = await call(context, FunctionName, Payload ?? {}, InvocationType);
    return {
      ExecutedVersion: "$LATEST",
      Payload: parse(result.payload),
      SdkHttpMetadata: { HttpStatusCode: result.statusCode },
      SdkResponseMetadata: { RequestId: randomUUID() },
      StatusCode: result.statusCode,
    };
  };
}

async function call(context: CloudContext, name: string, input: Json, type?: "RequestResponse" | "Event") {
  const result = await context.invoke(name, input, type).catch((error: unknown) => {
    throw new TaskError(
      "Lambda.ResourceNotFoundException",
      error instanceof Error ? error.message : String(error),
    );
  });
  if (!result.functionError) return result;
  const failure = z.object({ errorType: z.string().min(1) }).safeParse(parse(result.payload));
  // A function that ended without saying why, for want of memory for example.
  throw new TaskError(failure.success ? failure.data.errorType : "Lambda.Unknown", result.payload);
}

function parse(payload: string): Json {
  return payload === "" ? {} : JSON.parse(payload);
}
