import { mock } from "node:test";
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect } from "chai";
import type { InvokeResult } from "../../local/service";
import { type Execution, type StepFunctions, stepFunctions } from "../../local/stepFunctions";
import { type Harness, start } from "./harness";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:job";
const roleArn = "arn:aws:iam::000000000000:role/job";
const machineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:job";
const task = (more: object) => ({ Type: "Task", Resource: functionArn, ...more });

describe("local Step Functions", () => {
  let cloud: Harness<StepFunctions>;
  let answer: (payload: never) => unknown;

  beforeEach(async () => {
    answer = (payload) => payload;
    cloud = await start((context) => stepFunctions(context, { retryIntervalMs: 0 }), {
      async invoke(_name, payload) {
        try {
          return { statusCode: 200, payload: JSON.stringify(await answer(payload as never)) };
        } catch (error) {
          const { name: errorType, message: errorMessage } = error as Error;
          return failed(JSON.stringify({ errorType, errorMessage }));
        }
      },
    });
  });
  afterEach(() => cloud.close());

  const failed = (payload: string): InvokeResult => ({
    statusCode: 200,
    functionError: "Unhandled",
    payload,
  });
  const declare = (definition: object) =>
    cloud.make("aws:sfn/stateMachine:StateMachine", "job", {
      definition: JSON.stringify(definition),
      roleArn,
    });
  async function run(definition: object, input: unknown = {}) {
    await declare(definition);
    const { executionArn } = await cloud.service.start(machineArn, JSON.stringify(input));
    return outcome(await cloud.service.ended(executionArn));
  }
  function outcome({ status, output, error, cause }: Execution) {
    return { status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
  }
  const succeeded = (output: unknown) => ({
    status: "SUCCEEDED",
    output,
    error: undefined,
    cause: undefined,
  });
  const payloads = () => cloud.invocations.map(({ payload }) => payload);
  class BusyError extends Error {
    override name = "BusyError";
  }

  it("calls a function again with its `next` until it has none, as jobs are driven", async () => {
    answer = ({ from = 0 }: { from?: number }) => (from < 3 ? { next: { from: from + 1 } } : { total: from });
    const loop = {
      StartAt: "Run",
      States: {
        Run: task({ Next: "IsFinished" }),
        IsFinished: {
          Type: "Choice",
          Choices: [{ Variable: "$.next", IsPresent: true, Next: "Continue" }],
          Default: "Finished",
        },
        Continue: { Type: "Pass", InputPath: "$.next", Next: "Run" },
        Finished: { Type: "Succeed" },
      },
    };
    expect(await run(loop)).to.deep.equal(succeeded({ total: 3 }));
    expect(payloads()).to.deep.equal([{}, { from: 1 }, { from: 2 }, { from: 3 }]);
  });

  it("runs a map over a list, with parameters and paths, and keeps the input", async () => {
    answer = ({ segment }: { segment: number }) => segment * 10;
    const definition = {
      StartAt: "Segments",
      States: {
        Segments: {
          Type: "Map",
          ItemsPath: "$.segments",
          MaxConcurrency: 2,
          ItemSelector: { "segment.$": "$$.Map.Item.Value", "of.$": "States.ArrayLength($.segments)" },
          ItemProcessor: { StartAt: "Copy", States: { Copy: task({ End: true }) } },
          ResultPath: "$.copied",
          End: true,
        },
      },
    };
    const input = { segments: [1, 2, 3] };
    expect(await run(definition, input)).to.deep.equal(succeeded({ ...input, copied: [10, 20, 30] }));
    expect(payloads()).to.have.deep.members([1, 2, 3].map((segment) => ({ segment, of: 3 })));
  });

  it("tries again by the name of the error, and catches it by name with its cause", async () => {
    let calls = 0;
    answer = () => {
      if (++calls < 3) throw new BusyError("in use");
      throw new RangeError("too far");
    };
    const definition = {
      StartAt: "Run",
      States: {
        Run: task({
          Retry: [
            { ErrorEquals: ["RangeError"], MaxAttempts: 0 },
            { ErrorEquals: ["BusyError"], IntervalSeconds: 60, MaxAttempts: 5 },
          ],
          Catch: [{ ErrorEquals: ["RangeError"], ResultPath: "$.error", Next: "Told" }],
          End: true,
        }),
        Told: { Type: "Succeed" },
      },
    };
    const Cause = JSON.stringify({ errorType: "RangeError", errorMessage: "too far" });
    expect(await run(definition)).to.deep.equal(succeeded({ error: { Error: "RangeError", Cause } }));
    expect(calls).to.equal(3);
  });

  it("fails with the error and the cause of a function, `Lambda.Unknown` when it did not say", async () => {
    answer = () => {
      throw new BusyError("in use");
    };
    const definition = { StartAt: "Run", States: { Run: task({ End: true }) } };
    const cause = JSON.stringify({ errorType: "BusyError", errorMessage: "in use" });
    const failure = { status: "FAILED", output: undefined };
    expect(await run(definition)).to.deep.equal({ ...failure, error: "BusyError", cause });
    answer = () => {
      throw Object.assign(new Error("gone"), { name: "" });
    };
    const unknown = await run(definition);
    expect([unknown.status, unknown.error]).to.deep.equal(["FAILED", "Lambda.Unknown"]);
  });

  it("answers Step Functions' own integration in its form, and waits and chooses", async () => {
    answer = ({ amount }: { amount: number }) => ({ doubled: amount * 2 });
    const definition = {
      StartAt: "Wait",
      States: {
        Wait: { Type: "Wait", Seconds: 0, Next: "Invoke" },
        Invoke: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: functionArn, "Payload.$": "$" },
          ResultSelector: { "value.$": "$.Payload.doubled", "status.$": "$.StatusCode" },
          Next: "IsLarge",
        },
        IsLarge: {
          Type: "Choice",
          Choices: [{ Variable: "$.value", NumericGreaterThan: 10, Next: "Large" }],
          Default: "Small",
        },
        Large: { Type: "Pass", Result: "large", End: true },
        Small: { Type: "Succeed" },
      },
    };
    expect(await run(definition, { amount: 6 })).to.deep.equal(succeeded("large"));
    expect(await run(definition, { amount: 5 })).to.deep.equal(succeeded({ value: 10, status: 200 }));
  });

  it("lets a task take its time when the definition sets no timeout", async () => {
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<string>();
    answer = () => {
      asked.resolve();
      return answered.promise;
    };
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const running = run({ StartAt: "Run", States: { Run: task({ End: true }) } });
      await asked.promise;
      mock.timers.tick(3_600_000);
      answered.resolve("done");
      expect(await running).to.deep.equal(succeeded("done"));
    } finally {
      mock.timers.reset();
    }
  });

  const refusals: [what: string, states: object, message: string][] = [
    ["a state that leads nowhere", { Run: task({ Next: "Nowhere" }) }, "Nowhere"],
    [
      "two states of one name, also when one is in a map",
      {
        Run: {
          Type: "Map",
          ItemProcessor: { StartAt: "Run", States: { Run: task({ End: true }) } },
          End: true,
        },
      },
      "DUPLICATE_STATE_NAMES: A state with this name already exists: Run",
    ],
    [
      "a service that it cannot reach",
      { Run: { Type: "Task", Resource: "arn:aws:states:::batch:submitJob.sync", End: true } },
      `the local cloud runs tasks of Lambda functions only, and "Run" calls arn:aws:states:::batch:submitJob.sync`,
    ],
    ["variables", { Run: task({ Assign: { a: 1 }, End: true }) }, `does not know the field Assign of "Run"`],
  ];
  for (const [what, States, message] of refusals) {
    it(`refuses ${what}`, async () => {
      const error: unknown = await declare({ StartAt: "Run", States }).catch((reason) => reason);
      expect(error).to.be.an.instanceOf(Error);
      expect((error as Error).message).to.contain(message);
    });
  }

  describe("over the API", () => {
    let api: SFNClient;
    beforeEach(() => {
      api = new SFNClient({ ...cloud.client, maxAttempts: 1 });
    });
    afterEach(() => api.destroy());

    const definition = { StartAt: "Run", States: { Run: task({ End: true }) } };

    it("lists machines, starts them and describes what came of it", async () => {
      await declare(definition);
      const { stateMachines } = await api.send(new ListStateMachinesCommand({}));
      expect(
        stateMachines?.map(({ stateMachineArn, name, type }) => [stateMachineArn, name, type]),
      ).to.deep.equal([[machineArn, "job", "STANDARD"]]);
      const described = await api.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn }));
      expect(JSON.parse(described.definition ?? "")).to.deep.equal(definition);
      const { executionArn = "" } = await api.send(
        new StartExecutionCommand({ stateMachineArn: machineArn, name: "first", input: `{"a":1}` }),
      );
      expect(executionArn).to.equal(`${machineArn.replace("stateMachine", "execution")}:first`);
      await cloud.service.ended(executionArn);
      const {
        $metadata: _,
        startDate,
        stopDate,
        ...execution
      } = await api.send(new DescribeExecutionCommand({ executionArn }));
      expect(execution).to.deep.equal({
        executionArn,
        stateMachineArn: machineArn,
        name: "first",
        status: "SUCCEEDED",
        input: `{"a":1}`,
        output: `{"a":1}`,
      });
      expect(Number(stopDate)).to.be.at.least(Number(startDate));
      const { executions } = await api.send(
        new ListExecutionsCommand({ stateMachineArn: machineArn, statusFilter: "SUCCEEDED" }),
      );
      expect(executions?.map(({ name }) => name)).to.deep.equal(["first"]);
    });

    it("stops an execution, and does not start one name twice", async () => {
      const asked = Promise.withResolvers<void>();
      answer = () => {
        asked.resolve();
        return new Promise(() => {});
      };
      await declare(definition);
      const once = { stateMachineArn: machineArn, name: "once", input: "{}" };
      const { executionArn } = await api.send(new StartExecutionCommand(once));
      await asked.promise;
      expect((await api.send(new StartExecutionCommand(once))).executionArn).to.equal(executionArn);
      const other: unknown = await api
        .send(new StartExecutionCommand({ ...once, input: "[]" }))
        .catch((error) => error);
      expect((other as Error).name).to.equal("ExecutionAlreadyExists");
      await api.send(new StopExecutionCommand({ executionArn }));
      expect((await api.send(new DescribeExecutionCommand({ executionArn }))).status).to.equal("ABORTED");
    });

    it("says what does not exist or is no JSON", async () => {
      await declare(definition);
      const name = (call: Promise<unknown>) =>
        call.then(
          () => "none",
          (error: Error) => error.name,
        );
      const start = (stateMachineArn: string, input: string) =>
        api.send(new StartExecutionCommand({ stateMachineArn, input }));
      expect(await name(start(`${machineArn}s`, "{}"))).to.equal("StateMachineDoesNotExist");
      expect(await name(start(machineArn, "{"))).to.equal("InvalidExecutionInput");
      const unknown = new DescribeExecutionCommand({ executionArn: `${machineArn}:none` });
      expect(await name(api.send(unknown))).to.equal("ExecutionDoesNotExist");
    });
  });

  it("keeps executions over a restart, and aborts those that a stop cut off", async () => {
    const definition = { StartAt: "Run", States: { Run: task({ End: true }) } };
    await run(definition);
    const asked = Promise.withResolvers<void>();
    answer = () => {
      asked.resolve();
      return new Promise(() => {});
    };
    await cloud.service.start(machineArn, "{}");
    await asked.promise;
    cloud = await cloud.restart();
    expect(cloud.service.executions().map(({ status }) => status)).to.deep.equal(["ABORTED", "SUCCEEDED"]);
  });
});
