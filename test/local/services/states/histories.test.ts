import { GetExecutionHistoryCommand, SFNClient } from "@aws-sdk/client-sfn";
import { expect } from "chai";
import type { CloudContext } from "../../../../local/engine/service";
import { type StepFunctions, stepFunctions } from "../../../../local/services/states";
import { Histories } from "../../../../local/services/states/history";
import type { ExecutionsState } from "../../../../local/services/states/model";
import { type Harness, start } from "../../harness";
import { refused } from "../../refused";
import { machineArn, task } from "./fixture";

describe("the histories of local executions", () => {
  let dataDir: string;
  let cloud: Harness<StepFunctions>;
  afterEach(() => cloud.close());

  async function startWith(executions: ExecutionsState["executions"]): Promise<void> {
    cloud = await start(async (context: CloudContext) => {
      ({ dataDir } = context);
      await context.document<ExecutionsState>("stepFunctions", { executions }).update(() => {});
      return stepFunctions(context, expect.fail);
    });
  }

  it("are dropped with executions that are listed no longer", async () => {
    await startWith([]);
    const definition = JSON.stringify({ StartAt: "Run", States: { Run: task({ End: true }) } });
    await cloud.make("aws:sfn/stateMachine:StateMachine", "job", { definition, roleArn: "" });
    const arns: string[] = [];
    for (let count = 0; count <= 200; count++) {
      arns.push((await cloud.service.start(machineArn, "{}")).executionArn);
      await cloud.service.idle();
    }
    await cloud.service.close?.();
    const histories = await Histories.open(dataDir);
    const lengths = await Promise.all(arns.slice(0, 2).map(async (arn) => (await histories.of(arn))?.length));
    await histories.close();
    expect(lengths).to.deep.equal([undefined, 4]);
  });

  it("are refused in words where the process was killed while an execution ran", async () => {
    const executionArn = `${machineArn.replace("stateMachine", "execution")}:cut-off`;
    const startDate = "2026-11-29T00:00:00.000Z";
    const cutOff = { executionArn, stateMachineArn: machineArn, name: "cut-off", startDate, input: "{}" };
    await startWith([{ ...cutOff, status: "RUNNING" }]);
    const client = new SFNClient({ ...cloud.client, maxAttempts: 1 });
    await refused(
      client.send(new GetExecutionHistoryCommand({ executionArn })),
      "ExecutionDoesNotExist",
      `The local cloud has kept no history of '${executionArn}'.`,
    );
    client.destroy();
  });
});
