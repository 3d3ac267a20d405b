import { createHash } from "node:crypto";
import type { CloudContext, ResourceRequest, ResourceResult } from "../../engine/service";
import type { Lambda } from "./model";

/** `aws.lambda.Invocation`: a call during the deployment, repeated only if its input or triggers change. */
export async function invokeOnce(
  context: CloudContext,
  lambda: Lambda,
  request: ResourceRequest,
): Promise<ResourceResult> {
  const { functionName, input, triggers } = request.inputs;
  const done = context.document<Record<string, { cause: string; result: string }>>("invocations", {});
  // A hash: the input may hold a secret.
  const cause = createHash("sha256")
    .update(JSON.stringify([functionName, input, triggers]))
    .digest("hex");
  let result = done.value[request.name]?.cause === cause ? done.value[request.name]?.result : undefined;
  if (result === undefined) {
    const answer = await lambda.invoke(String(functionName), JSON.parse(String(input)));
    if (answer.functionError) throw new Error(`The function ${functionName} failed: ${answer.payload}`);
    result = answer.payload;
    await done.update((value) => Object.assign(value, { [request.name]: { cause, result } }));
  }
  return { id: `${functionName}_${cause.slice(0, 16)}`, state: { ...request.inputs, result } };
}
