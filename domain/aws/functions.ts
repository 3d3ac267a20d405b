import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientDefaults } from "./clientDefaults";

/** The longest that a called function may take, in ms. */
const CALL_MS = 30_000;

/** Starts other functions of the deployment without waiting for their results: Lambda keeps each event and retries it. */
export class AsyncInvoker {
  private readonly lambda = new LambdaClient(clientDefaults);

  async start(functionName: string, event: unknown): Promise<void> {
    await this.lambda.send(
      new InvokeCommand({
        FunctionName: functionName,
        InvocationType: "Event",
        Payload: JSON.stringify(event),
      }),
    );
  }
}

/** Calls other functions of the deployment and waits for their answers. */
export class FunctionCaller {
  private readonly lambda = new LambdaClient({
    ...clientDefaults,
    maxAttempts: 1,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: CALL_MS },
  });

  /**
   * @returns its answer, unparsed.
   * @throws Error if it failed.
   */
  async call<Answer>(functionName: string, event: unknown): Promise<Answer> {
    const { FunctionError, Payload = new Uint8Array() } = await this.lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
    );
    const text = Buffer.from(Payload).toString();
    if (FunctionError !== undefined) throw new Error(`${functionName} failed: ${text}`);
    return JSON.parse(text);
  }
}
