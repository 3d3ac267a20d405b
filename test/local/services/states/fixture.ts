import { expect } from "chai";
import type { InvokeResult } from "../../../../local/engine/service";
import { type StepFunctions, stepFunctions } from "../../../../local/services/states";
import type { Execution } from "../../../../local/services/states/model";
import { type Harness, start } from "../../harness";

export const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:job";
export const machineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:job";
const roleArn = "arn:aws:iam::000000000000:role/job";

/** A state that calls the function. */
export const task = (more: object) => ({ Type: "Task", Resource: functionArn, ...more });

/** A state machine, and the function that it calls. */
export class TestMachine {
  /** Behavior of the function, set by a test. By default, it returns its payload. */
  answer: (payload: never) => unknown = (payload) => payload;

  private readonly released = Promise.withResolvers<void>();

  constructor(public cloud: Harness<StepFunctions>) {}

  declare(definition: object) {
    const inputs = { definition: JSON.stringify(definition), roleArn };
    return this.cloud.make("aws:sfn/stateMachine:StateMachine", "job", inputs);
  }

  async run(definition: object, input: unknown = {}) {
    await this.declare(definition);
    const { executionArn } = await this.cloud.service.start(machineArn, JSON.stringify(input));
    return outcome(await this.cloud.service.ended(executionArn));
  }

  payloads(): unknown[] {
    return this.cloud.invocations.map(({ payload }) => payload);
  }

  async invoke(payload: unknown): Promise<InvokeResult> {
    try {
      return { statusCode: 200, payload: JSON.stringify(await this.answer(payload as never)) };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      const failure = JSON.stringify({ errorType, errorMessage });
      return { statusCode: 200, functionError: "Unhandled", payload: failure };
    }
  }

  /**
   * Lets the function not answer as long as the test lasts. `called` resolves when it is called. Calls end with
   * the test, or the library's timers for them would keep the process alive.
   */
  hold(): { called: Promise<void> } {
    const { promise: called, resolve } = Promise.withResolvers<void>();
    this.answer = () => {
      resolve();
      return this.released.promise;
    };
    return { called };
  }

  async restart(): Promise<void> {
    this.cloud = await this.cloud.restart();
  }

  async close(): Promise<void> {
    await this.cloud.close();
    this.released.resolve();
  }
}

function outcome({ status, output, error, cause }: Execution) {
  return { status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
}

export async function startMachine(): Promise<TestMachine> {
  const machine: TestMachine = new TestMachine(
    await start((context) => stepFunctions(context, expect.fail, { retryIntervalMs: 0 }), {
      invoke: (_name, payload) => machine.invoke(payload),
    }),
  );
  return machine;
}
