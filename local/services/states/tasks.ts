import { z } from "zod";
import { arn } from "../../engine/arn";
import { messageOf } from "../../engine/localCloudError";
import type { CloudContext } from "../../engine/service";
import { messageAttributes } from "../sqs/model";
import { SEND_MESSAGE, type Task } from "./definition";

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

/** Runs a task of a definition: the state's input is its parameters. */
export function taskHandler(context: CloudContext, { resource }: Task): (input: Json) => Promise<Json> {
  return resource === SEND_MESSAGE ? messageHandler(context) : functionHandler(context, resource);
}

function functionHandler(context: CloudContext, functionArn: string): (input: Json) => Promise<Json> {
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

const message = z.strictObject({
  QueueUrl: z.string(),
  MessageBody: z.unknown(),
  MessageAttributes: messageAttributes,
});

function messageHandler(context: CloudContext): (input: Json) => Promise<Json> {
  return async (input) => {
    const { QueueUrl, MessageBody, MessageAttributes } = message.parse(input);
    const queueArn = arn(context, "sqs", QueueUrl.split("/").at(-1) ?? "");
    const body = typeof MessageBody === "string" ? MessageBody : JSON.stringify(MessageBody);
    await context.sendToQueue(queueArn, body, MessageAttributes);
    return {};
  };
}
