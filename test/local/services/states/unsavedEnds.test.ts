import { join } from "node:path";
import { expect } from "chai";
import { type StepFunctions, stepFunctions } from "../../../../local/services/states";
import type { Execution, ExecutionsState } from "../../../../local/services/states/model";
import { blockDocument, fillDisk, freeDisk } from "../../../helpers/filledDisk";
import { type Harness, start } from "../../harness";
import { machineArn, task } from "./fixture";

const FORMER: Execution = {
  executionArn: "",
  stateMachineArn: machineArn,
  name: "former",
  status: "SUCCEEDED",
  startDate: "2026-11-28T00:00:00.000Z",
  input: "{}",
};

describe("an execution that ends while the disk is full", () => {
  let cloud: Harness<StepFunctions>;
  let dataDir: string;
  let problems: string[];
  let released: PromiseWithResolvers<void>;

  beforeEach(async () => {
    problems = [];
    released = Promise.withResolvers();
    // One more than these is kept.
    const executions = Array.from({ length: 199 }, (_, index) => ({ ...FORMER, executionArn: `${index}` }));
    cloud = await start(
      async (context) => {
        ({ dataDir } = context);
        await context.document<ExecutionsState>("stepFunctions", { executions }).update(() => {});
        return stepFunctions(context, (problem) => problems.push(problem));
      },
      { invoke: () => released.promise.then(() => ({ statusCode: 200, payload: "null" })) },
    );
    const definition = JSON.stringify({ StartAt: "Run", States: { Run: task({ End: true }) } });
    await cloud.make("aws:sfn/stateMachine:StateMachine", "job", { definition, roleArn: "" });
  });
  afterEach(async () => {
    freeDisk();
    await cloud.close();
  });

  const run = async () => (await cloud.service.start(machineArn, "{}")).executionArn;

  it("loses its history alone", async () => {
    const arn = await run();
    fillDisk();
    released.resolve();
    expect(await cloud.service.ended(arn)).to.include({ status: "SUCCEEDED" });
    await cloud.service.idle();
    const { name } = cloud.service.executions()[0] ?? {};
    expect(problems).to.deep.equal([
      `Step Functions: The history of ${name} is lost: the disk is full. Free some space and start the local cloud again.`,
    ]);
  });

  it("does not run any more, and is saved with the next one", async () => {
    const arn = await run();
    const unblock = blockDocument(join(dataDir, "stepFunctions.json"));
    released.resolve();
    expect(await cloud.service.ended(arn)).to.include({ status: "SUCCEEDED" });
    await cloud.service.idle();
    expect(problems.join()).to.match(/^Step Functions: The end of [\w-]+ is not saved: EISDIR/);
    unblock();
    await cloud.service.ended(await run());
    cloud = await cloud.restart();
    await cloud.service.settle?.();
    const [second, first] = cloud.service.executions();
    expect([first?.executionArn, first?.status, second?.status]).to.deep.equal([
      arn,
      "SUCCEEDED",
      "SUCCEEDED",
    ]);
  });

  it("was started, even if the histories of older ones cannot be dropped", async () => {
    released.resolve();
    await cloud.service.ended(await run());
    fillDisk();
    const { status } = await cloud.service.ended(await run());
    expect([status, problems[0]]).to.deep.equal([
      "SUCCEEDED",
      "Step Functions: The histories of old executions stay: the disk is full. Free some space and start the local cloud again.",
    ]);
  });
});
