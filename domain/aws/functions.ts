import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientDefaults } from "./clients";

/** Calls another function of the deployment. */
export class FunctionCaller {
  private readonly client = new LambdaClient(clientDefaults);

  /** Hands an event to a function without waiting for what it makes of it. */
  async send(functionName: string, event: unknown): Promise<void> {
    await this.client.send(
      new InvokeCommand({
        FunctionName: functionName,
        InvocationType: "Event",
        Payload: JSON.stringify(event),
      }),
    );
  }
}
