import { expect } from "chai";
import { backupDefinition } from "../../components/documents/backupDefinition";
import { keepingFailures, sendMessageIn, untilFinished } from "../../components/documents/statesLanguage";
import { type StepFunctions, stepFunctions } from "../../local/services/states";
import { type Harness, start } from "../local/harness";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:job";

type Answer = (event: Record<string, unknown>, call: number) => unknown;

class Failure extends Error {
  constructor(override readonly name: string) {
    super(`${name} happened`);
  }
}

/** The machines of the jobs, run by an interpreter of the States Language over a function of the test's. */
describe("state machines of the jobs", () => {
  let cloud: Harness<StepFunctions>;
  let answer: Answer;
  let events: Record<string, unknown>[];
  let running: number;
  let mostRunning: number;
  let kept: unknown[];

  beforeEach(async () => {
    events = [];
    kept = [];
    running = 0;
    mostRunning = 0;
    cloud = await start((context) => stepFunctions(context, expect.fail, { retryIntervalMs: 0, waitMs: 0 }), {
      sendToQueue: async (...message) => {
        kept.push(message);
      },
      async invoke(_name, payload) {
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        events.push(payload as Record<string, unknown>);
        // So that calls of the same time overlap.
        await new Promise(setImmediate);
        running -= 1;
        try {
          const result = answer(payload as Record<string, unknown>, events.length);
          return { statusCode: 200, payload: JSON.stringify(result) };
        } catch (error) {
          const { name: errorType, message: errorMessage } = error as Error;
          return {
            statusCode: 200,
            functionError: "Unhandled",
            payload: JSON.stringify({ errorType, errorMessage }),
          };
        }
      },
    });
  });
  afterEach(() => cloud.close());

  async function run(definition: object, input: unknown) {
    const { id } = await cloud.make("aws:sfn/stateMachine:StateMachine", "job", {
      definition: JSON.stringify(definition),
      roleArn: "arn:aws:iam::000000000000:role/job",
    });
    const { executionArn } = await cloud.service.start(id, JSON.stringify(input));
    const { status, output, error } = await cloud.service.ended(executionArn);
    return { status, output: output === undefined ? undefined : JSON.parse(output), error };
  }

  it("invoke a function with the `next` of each result until there is none", async () => {
    answer = (_event, call) => (call < 4 ? { done: call, next: { from: call } } : { done: call });
    expect(await run(untilFinished(functionArn), { month: "2026-01" })).to.deep.equal({
      status: "SUCCEEDED",
      output: { done: 4 },
      error: undefined,
    });
    expect(events).to.deep.equal([{ month: "2026-01" }, { from: 1 }, { from: 2 }, { from: 3 }]);
  });

  it("try again what failed, with the same event", async () => {
    answer = (event, call) => {
      if (call === 2 || call === 3) throw new Failure("Error");
      return call === 1 ? { next: { from: 1 } } : event;
    };
    expect(await run(untilFinished(functionArn), {})).to.include({ status: "SUCCEEDED" });
    expect(events).to.deep.equal([{}, { from: 1 }, { from: 1 }, { from: 1 }]);
  });

  it("give up after five more tries", async () => {
    answer = () => {
      throw new Failure("Error");
    };
    expect(await run(untilFinished(functionArn), {})).to.include({ status: "FAILED", error: "Error" });
    expect(events).to.have.length(6);
  });

  it("wait longer for another run than for a fault", async () => {
    answer = (_event, call) => {
      if (call < 20) throw new Failure("BusyError");
      return {};
    };
    expect(await run(untilFinished(functionArn), {})).to.include({ status: "SUCCEEDED" });
  });

  for (const error of ["InputError", "BackupDiffersError", "MissingUsersError", "RemovalRefusedError"]) {
    it(`do not try again what would be as wrong the next time: ${error}`, async () => {
      answer = () => {
        throw new Failure(error);
      };
      expect(await run(untilFinished(functionArn), {})).to.include({ status: "FAILED", error });
      expect(events).to.have.length(1);
    });
  }

  it("pause before the next call if the answer asks for it", async () => {
    const queue = "https://sqs.us-east-1.amazonaws.com/000000000000/kept";
    answer = (_event, call) => (call < 3 ? { pauseSeconds: 4500, next: { sweeps: call } } : { done: true });
    expect(
      await run(keepingFailures(untilFinished(functionArn), queue, sendMessageIn("aws")), { ledgerId: "me" }),
    ).to.deep.equal({
      status: "SUCCEEDED",
      output: { done: true },
      error: undefined,
    });
    expect(events).to.deep.equal([{ ledgerId: "me" }, { sweeps: 1 }, { sweeps: 2 }]);
    expect(kept).to.deep.equal([]);
  });

  it("keep the input of an execution that failed, at whichever call, and fail all the same", async () => {
    const queue = "https://sqs.us-east-1.amazonaws.com/000000000000/kept";
    answer = (_event, call) => {
      if (call > 1) throw new Failure("TypeError");
      return { next: { sweeps: 1 } };
    };
    const outcome = await run(keepingFailures(untilFinished(functionArn), queue, sendMessageIn("aws")), {
      ledgerId: "me",
    });
    expect(outcome).to.include({ status: "FAILED", error: "TypeError" });
    expect(kept).to.deep.equal([
      [
        "arn:aws:sqs:us-east-1:000000000000:kept",
        JSON.stringify({ ledgerId: "me" }),
        { ERROR_CODE: { DataType: "String", StringValue: "TypeError" } },
      ],
    ]);
  });

  it("back up what changed in one loop of calls", async () => {
    answer = (event, call) => {
      if (event.mode === "plan") return { mode: "changes", next: { mode: "changes" } };
      return call === 2 ? { finished: false, next: { mode: "changes", run: 7 } } : { finished: true };
    };
    expect(await run(backupDefinition(functionArn, 2), {})).to.include({ status: "SUCCEEDED" });
    expect(events).to.deep.equal([
      { mode: "plan", request: {} },
      { mode: "changes" },
      { mode: "changes", run: 7 },
    ]);
  });

  it("back up everything segment by segment, as many at a time as the database bears, and then finish", async () => {
    const segments = [0, 1, 2, 3, 4].map((segment) => ({ mode: "full", run: 1, segment, segments: 5 }));
    const seen = new Map<unknown, number>();
    answer = (event) => {
      if (event.mode === "plan")
        return { mode: "full", segments, next: { mode: "remove", run: 1, after: "" } };
      if (event.mode === "remove") return { finished: true, run: 1 };
      const calls = (seen.get(event.segment) ?? 0) + 1;
      seen.set(event.segment, calls);
      // Each takes two calls, and one of them fails in between.
      if (event.segment === 3 && calls === 2) throw new Failure("Error");
      return calls === 1 ? { finished: false, next: event } : { finished: true };
    };
    const outcome = await run(backupDefinition(functionArn, 2), { mode: "full" });
    expect(outcome).to.deep.equal({
      status: "SUCCEEDED",
      output: { finished: true, run: 1 },
      error: undefined,
    });
    expect(events[0]).to.deep.equal({ mode: "plan", request: { mode: "full" } });
    expect(Object.fromEntries(seen)).to.deep.equal({ 0: 2, 1: 2, 2: 2, 3: 3, 4: 2 });
    expect(events.at(-1)).to.deep.equal({ mode: "remove", run: 1, after: "" });
    expect(mostRunning).to.equal(2);
  });

  it("remove nothing when a segment could not be read", async () => {
    const segments = [0, 1].map((segment) => ({ mode: "full", run: 1, segment, segments: 2 }));
    answer = (event) => {
      if (event.mode === "plan")
        return { mode: "full", segments, next: { mode: "remove", run: 1, after: "" } };
      if (event.segment === 1) throw new Failure("Error");
      return { finished: true };
    };
    expect(await run(backupDefinition(functionArn, 2), { mode: "full" })).to.include({ status: "FAILED" });
    expect(events.filter(({ mode }) => mode === "remove")).to.deep.equal([]);
  });
});
