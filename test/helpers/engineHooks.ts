import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import * as monitor from "@pulumi/pulumi/proto/resource_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** The hooks that a program registers. The engine calls them in the program's process. */
export class HookCalls {
  readonly #hooks = new Map<string, monitor.RegisterResourceHookRequest>();

  add(hook: monitor.RegisterResourceHookRequest): void {
    this.#hooks.set(hook.getName(), hook);
  }

  /**
   * Calls the hooks of a resource that is about to be updated.
   * @param before Its inputs in the state.
   * @throws Error if one of them refuses the update.
   */
  async beforeUpdate(
    request: monitor.RegisterResourceRequest,
    before: Record<string, unknown>,
    isPreview: boolean,
  ): Promise<void> {
    for (const name of request.getHooks()?.getBeforeUpdateList() ?? []) {
      const hook = this.#hooks.get(name);
      if (hook === undefined) throw new Error(`The hook ${name} is not registered.`);
      if (isPreview && !hook.getOnDryRun()) continue;
      const asked = new monitor.ResourceHookRequest()
        .setName(request.getName())
        .setType(request.getType())
        .setOldInputs(Struct.fromJavaScript(before as Record<string, JavaScriptValue>))
        .setNewInputs(request.getObject());
      const error = await call(hook, asked);
      if (error !== "") throw new Error(error);
    }
  }
}

/** @returns the error of a hook; empty if there is none. */
async function call(
  hook: monitor.RegisterResourceHookRequest,
  asked: monitor.ResourceHookRequest,
): Promise<string> {
  const callback = hook.getCallback();
  const client = new CallbacksClient(callback?.getTarget() ?? "", grpc.credentials.createInsecure());
  const request = new CallbackInvokeRequest()
    .setToken(callback?.getToken() ?? "")
    .setRequest(asked.serializeBinary());
  try {
    return await new Promise((done, fail) => {
      client.invoke(request, (error, answer) =>
        error
          ? fail(error)
          : done(monitor.ResourceHookResponse.deserializeBinary(answer.getResponse_asU8()).getError()),
      );
    });
  } finally {
    client.close();
  }
}
