import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientDefaults } from "./clientDefaults";

/** The longest that a called function may take, in ms. */
const CALL_MS = 30_000;

/** Invokes other functions of the deployment. */
export class FunctionInvoker {
  private readonly starting = new LambdaClient(clientDefaults);
  /** Made when it is used: most functions start others only. */
  private calling: LambdaClient | undefined;

  /** Starts a function without waiting for its result: Lambda keeps the event and retries it. */
  async start(functionName: string, event: unknown): Promise<void> {
    await this.starting.send(
      new InvokeCommand({
        FunctionName: functionName,
        InvocationType: "Event",
        Payload: JSON.stringify(event),
      }),
    );
  }

  /**
   * Calls a function once, and waits for its answer.
   * @returns its answer, as it is: nothing checks its shape.
   * @throws Error if it failed.
   */
  async call<Answer>(functionName: string, event: unknown): Promise<Answer> {
    this.calling ??= new LambdaClient({
      ...clientDefaults,
      maxAttempts: 1,
      requestHandler: { ...clientDefaults.requestHandler, requestTimeout: CALL_MS },
    });
    const { FunctionError, Payload = new Uint8Array() } = await this.calling.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
    );
    const text = Buffer.from(Payload).toString();
    if (FunctionError !== undefined) throw new Error(`${functionName} failed: ${text}`);
    return JSON.parse(text);
  }
}
