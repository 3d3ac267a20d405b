import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientDefaults } from "./clients";

/** Starts another function and does not wait for it: Lambda keeps the event and retries it. */
export class AsyncInvoker {
  private readonly lambda = new LambdaClient(clientDefaults);

  constructor(private readonly functionName: string) {}

  async start(event: Record<string, unknown>): Promise<void> {
    await this.lambda.send(
      new InvokeCommand({
        FunctionName: this.functionName,
        InvocationType: "Event",
        Payload: JSON.stringify(event),
      }),
    );
  }
}
