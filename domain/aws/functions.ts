import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientDefaults } from "./clientDefaults";

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
