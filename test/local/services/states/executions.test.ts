import { mock } from "node:test";
import { expect } from "chai";
import { machineArn, startMachine, type TestMachine, task } from "./fixture";

describe("local Step Functions", () => {
  let machine: TestMachine;
  beforeEach(async () => {
    machine = await startMachine();
  });
  afterEach(() => machine.close());

  const succeeded = (output: unknown) => ({
    status: "SUCCEEDED",
    output,
    error: undefined,
    cause: undefined,
  });
  class BusyError extends Error {
    override name = "BusyError";
  }

  it("invokes a function again with its `next` until it has none, as jobs do", async () => {
    machine.answer = ({ from = 0 }: { from?: number }) =>
      from < 3 ? { next: { from: from + 1 } } : { total: from };
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
    expect(await machine.run(loop)).to.deep.equal(succeeded({ total: 3 }));
    expect(machine.payloads()).to.deep.equal([{}, { from: 1 }, { from: 2 }, { from: 3 }]);
  });

  it("runs a map over a list, with parameters and paths, and keeps the input", async () => {
    machine.answer = ({ segment }: { segment: number }) => segment * 10;
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
    expect(await machine.run(definition, input)).to.deep.equal(succeeded({ ...input, copied: [10, 20, 30] }));
    expect(machine.payloads()).to.have.deep.members([1, 2, 3].map((segment) => ({ segment, of: 3 })));
  });

  it("tries again by the name of the error, and catches it by name with its cause", async () => {
    let calls = 0;
    machine.answer = () => {
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
    expect(await machine.run(definition)).to.deep.equal(succeeded({ error: { Error: "RangeError", Cause } }));
    expect(calls).to.equal(3);
  });

  it("fails with the error and the cause of a function, `Lambda.Unknown` when it did not say", async () => {
    machine.answer = () => {
      throw new BusyError("in use");
    };
    const definition = { StartAt: "Run", States: { Run: task({ End: true }) } };
    const cause = JSON.stringify({ errorType: "BusyError", errorMessage: "in use" });
    const failure = { status: "FAILED", output: undefined };
    expect(await machine.run(definition)).to.deep.equal({ ...failure, error: "BusyError", cause });
    machine.answer = () => {
      throw Object.assign(new Error("gone"), { name: "" });
    };
    const unknown = await machine.run(definition);
    expect([unknown.status, unknown.error]).to.deep.equal(["FAILED", "Lambda.Unknown"]);
  });

  it("waits and chooses", async () => {
    const definition = {
      StartAt: "Wait",
      States: {
        Wait: { Type: "Wait", Seconds: 0, Next: "IsLarge" },
        IsLarge: {
          Type: "Choice",
          Choices: [{ Variable: "$.amount", NumericGreaterThan: 10, Next: "Large" }],
          Default: "Small",
        },
        Large: { Type: "Pass", Result: "large", End: true },
        Small: { Type: "Succeed" },
      },
    };
    expect(await machine.run(definition, { amount: 12 })).to.deep.equal(succeeded("large"));
    expect(await machine.run(definition, { amount: 10 })).to.deep.equal(succeeded({ amount: 10 }));
  });

  it("lets a task run without limit if the definition sets no timeout", async () => {
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<string>();
    machine.answer = () => {
      asked.resolve();
      return answered.promise;
    };
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const running = machine.run({ StartAt: "Run", States: { Run: task({ End: true }) } });
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
      "an integration",
      { Run: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true } },
      `the local cloud runs tasks that name a Lambda function or send a message, and "Run" calls arn:aws:states:::lambda:invoke`,
    ],
    [
      "variables",
      { Run: task({ Assign: { a: 1 }, End: true }) },
      `does not support the field Assign of "Run"`,
    ],
  ];
  for (const [what, States, message] of refusals) {
    it(`refuses ${what}`, async () => {
      const error: unknown = await machine.declare({ StartAt: "Run", States }).catch((reason) => reason);
      expect(error).to.be.an.instanceOf(Error);
      expect((error as Error).message).to.contain(message);
    });
  }

  it("keeps executions over a restart, and aborts those that a stop cut off", async () => {
    const definition = { StartAt: "Run", States: { Run: task({ End: true }) } };
    await machine.run(definition);
    const { called } = machine.hold();
    await machine.cloud.service.start(machineArn, "{}");
    await called;
    await machine.restart();
    expect(machine.cloud.service.executions().map(({ status }) => status)).to.deep.equal([
      "ABORTED",
      "SUCCEEDED",
    ]);
  });
});
