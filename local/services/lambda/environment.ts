import type { CloudContext } from "../../engine/service";
import type { FunctionInputs } from "./model";

/** The environment that Lambda gives a function, with the clients pointed at the local endpoint. */
export function environmentOf(
  context: CloudContext,
  name: string,
  inputs: FunctionInputs,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_REGION: context.region,
    AWS_DEFAULT_REGION: context.region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(inputs.memorySize ?? 128),
    AWS_LAMBDA_LOG_GROUP_NAME: inputs.loggingConfig?.logGroup ?? `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    AWS_LAMBDA_LOG_FORMAT: inputs.loggingConfig?.logFormat ?? "Text",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_ACCESS_KEY_ID: context.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: context.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: context.endpointUrl,
    // Lambda has no such files; without this, the developer's own settings would be used.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    _HANDLER: inputs.handler,
    ...inputs.environment?.variables,
  };
}
