import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { clientDefaults } from "./clientDefaults";

/** Starts executions of state machines of the deployment without waiting for their results. */
export class StateMachines {
  private readonly sfn = new SFNClient(clientDefaults);

  async start(stateMachineArn: string, input: unknown): Promise<void> {
    await this.sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  }
}
