import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExecutionAbortedError, ExecutionTimeoutError } from "aws-local-stepfunctions";
import { AwsError } from "../../engine/awsError";
import { reasonOf } from "../../engine/localCloudError";
import type { CloudContext, JsonDocument } from "../../engine/service";
import { type Machine, readDefinition } from "./definition";
import type { Histories, HistoryEvent } from "./history";
import { taskHandler } from "./tasks";

export interface Execution {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  /** UTC ISO 8601, like `stopDate`. */
  startDate: string;
  stopDate?: string;
  /** JSON. */
  input: string;
  output?: string;
  error?: string;
  cause?: string;
}

export interface DeclaredMachine extends Machine {
  arn: string;
  name: string;
  definition: string;
  type: string;
  roleArn: string;
  createdAt: string;
}

/** Maximum number of executions kept. Those that ended first are deleted first. */
const KEPT = 200;

export interface ExecutionOptions {
  /** Milliseconds between retries of a state, overriding its definition; for tests. */
  retryIntervalMs?: number;
  /** Milliseconds that a state waits, overriding its definition; for tests. */
  waitMs?: number;
}

/** State that persists across restarts. */
export interface ExecutionsState {
  executions: Execution[];
}

/**
 * Definitions that were found valid, by clouds over any data; stored with the packages, so that new ones check again.
 */
const CHECKED = join(__dirname, "..", "..", "..", "node_modules", ".cache", "local-cloud", "definitions");

/** The address of the local AWS, which the URLs of queues have, differs with each data folder, and makes no definition invalid. */
function markOf(definition: string, endpointUrl: string): string {
  const digest = createHash("sha256").update(definition.replaceAll(endpointUrl, "http://endpoint"));
  return join(CHECKED, digest.digest("hex"));
}

/** The state machines and their actions. */
export class Executions {
  private readonly machines = new Map<string, DeclaredMachine>();
  private readonly running = new Map<string, { abort(): void; ended: Promise<void> }>();

  constructor(
    private readonly context: CloudContext,
    private readonly document: JsonDocument<ExecutionsState>,
    private readonly histories: Histories,
    private readonly report: (problem: string) => void,
    private readonly options: ExecutionOptions,
  ) {}

  async declare(machine: Omit<DeclaredMachine, keyof Machine>): Promise<void> {
    const mark = markOf(machine.definition, this.context.endpointUrl);
    const isChecked = existsSync(mark);
    this.machines.set(machine.arn, { ...machine, ...readDefinition(machine.definition, isChecked) });
    if (isChecked) return;
    await mkdir(CHECKED, { recursive: true });
    await writeFile(mark, "");
  }

  allMachines(): DeclaredMachine[] {
    return [...this.machines.values()];
  }

  machine(arn: string): DeclaredMachine {
    const machine = this.machines.get(arn);
    if (!machine) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  /** The newest first; of one machine or of all. */
  all(machineArn?: string): readonly Execution[] {
    const { executions } = this.document.value;
    return machineArn === undefined
      ? executions
      : executions.filter((one) => one.stateMachineArn === machineArn);
  }

  find(arn: string): Execution {
    const execution = this.all().find(({ executionArn }) => executionArn === arn);
    if (!execution) throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return execution;
  }

  /** The events of an execution. Those of one that SIGKILL cut off are lost with the process. */
  async history(arn: string): Promise<readonly HistoryEvent[]> {
    const events = await this.histories.of(this.find(arn).executionArn);
    if (!events)
      throw new AwsError("ExecutionDoesNotExist", `The local cloud has kept no history of '${arn}'.`);
    return events;
  }

  /** Starts an execution; the same name with the same input answers the one that is running. */
  async start(machineArn: string, input: string, name: string = randomUUID()): Promise<Execution> {
    const machine = this.machine(machineArn);
    const executionArn = `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    const value = parseInput(input);
    const former = this.all().find((one) => one.executionArn === executionArn);
    if (former?.status === "RUNNING" && former.input === input) return former;
    if (former) throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${executionArn}'`);
    const execution: Execution = {
      executionArn,
      stateMachineArn: machineArn,
      name,
      status: "RUNNING",
      startDate: new Date().toISOString(),
      input,
    };
    const dropped: string[] = [];
    await this.document.update(({ executions }) => {
      executions.unshift(execution);
      dropped.push(...executions.splice(KEPT).map((one) => one.executionArn));
    });
    this.run(machine, execution, value);
    await this.histories.forget(dropped).catch(this.reporter("The histories of old executions stay"));
    return execution;
  }

  /** Resolves with the execution once it has ended. */
  async ended(arn: string): Promise<Execution> {
    await this.running.get(arn)?.ended;
    return this.find(arn);
  }

  /** Resolves once nothing runs. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  async stop(arn: string): Promise<Execution> {
    this.find(arn);
    this.running.get(arn)?.abort();
    return this.ended(arn);
  }

  /** Ends executions that were interrupted by the end of an earlier run; on AWS they would continue. */
  async settle(): Promise<void> {
    const orphans = this.all().filter(
      ({ status, executionArn }) => status === "RUNNING" && !this.running.has(executionArn),
    );
    if (orphans.length === 0) return;
    await this.document.update(() => {
      for (const orphan of orphans) {
        Object.assign(orphan, {
          status: "ABORTED",
          cause: "The local cloud stopped.",
          stopDate: new Date().toISOString(),
        });
      }
    });
  }

  async close(): Promise<void> {
    const all = [...this.running.values()];
    for (const { abort } of all) abort();
    await Promise.all(all.map(({ ended }) => ended));
    await this.histories.close();
  }

  private run(
    machine: DeclaredMachine,
    execution: Execution,
    input: Parameters<Machine["machine"]["run"]>[0],
  ): void {
    const { retryIntervalMs, waitMs } = this.options;
    const handlers = machine.tasks.map((task) => [task.name, taskHandler(this.context, task)]);
    const intervals = machine.retrying.map((name) => [name, retryIntervalMs]);
    const waits = machine.waiting.map((name) => [name, waitMs]);
    const { abort, result, eventLogs } = machine.machine.run(input, {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(handlers),
        retryIntervalOverrides: retryIntervalMs === undefined ? {} : Object.fromEntries(intervals),
        waitTimeOverrides: waitMs === undefined ? {} : Object.fromEntries(waits),
      },
      context: {
        Execution: {
          Id: execution.executionArn,
          Name: execution.name,
          RoleArn: machine.roleArn,
          Input: input,
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
    });
    const followed = this.histories
      .follow(execution.executionArn, eventLogs)
      .catch(this.reporter(`The history of ${execution.name} is lost`));
    const ended = result
      .then(
        (output): Partial<Execution> => ({ status: "SUCCEEDED", output: JSON.stringify(output) }),
        (error: unknown) => failure(error),
      )
      .then(async (outcome) => {
        await followed;
        await this.finish(execution, outcome);
      });
    this.running.set(execution.executionArn, { abort, ended });
  }

  /** Never fails: nobody waits for most executions. An end that cannot be saved is kept until another change is. */
  private async finish(execution: Execution, outcome: Partial<Execution>): Promise<void> {
    const end = { ...outcome, stopDate: new Date().toISOString() };
    await this.document
      .update(() => Object.assign(execution, end))
      .catch((error: unknown) => {
        Object.assign(execution, end);
        this.reporter(`The end of ${execution.name} is not saved`)(error);
      });
    this.running.delete(execution.executionArn);
  }

  private reporter(problem: string): (error: unknown) => void {
    return (error) => this.report(`Step Functions: ${problem}: ${reasonOf(error)}`);
  }
}

/** The library wraps the failure, whose name is that of ASL. */
function failure(error: unknown): Partial<Execution> {
  if (error instanceof ExecutionAbortedError) return { status: "ABORTED" };
  if (error instanceof ExecutionTimeoutError) return { status: "TIMED_OUT" };
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return { status: "FAILED", error: "States.Runtime", cause: String(reason) };
  return { status: "FAILED", error: reason.name, cause: reason.message };
}

function parseInput(input: string) {
  try {
    return JSON.parse(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${reason}'`);
  }
}
