import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { answerJson, type JsonOperation, type JsonProtocol, signedOperation } from "../../engine/awsJson";
import { readInputs } from "../../engine/inputs";
import type { CloudContext, ResourceFactory, Service } from "../../engine/service";
import {
  type DeclaredMachine,
  type Execution,
  type ExecutionOptions,
  Executions,
  type ExecutionsState,
} from "./model";

export type { Execution } from "./model";

export interface StepFunctions extends Service {
  /** Starts a state machine with a JSON text; throws AwsError when there is none, or the text is no JSON. */
  start(stateMachineArn: string, input: string): Promise<Execution>;
  /** Resolves with an execution once it has ended. */
  ended(executionArn: string): Promise<Execution>;
  /** The last executions, the newest first. */
  executions(): readonly Execution[];
  machines(): { name: string; arn: string }[];
}

/**
 * Step Functions over `aws-local-stepfunctions`: the definition runs as it would be deployed, its tasks call local
 * functions. Not here: JSONata and variables, other integrations than Lambda, distributed maps, and `$$.Map` and
 * `$$.State` inside of a map's own states. What runs when the local cloud stops is aborted.
 */
export function stepFunctions(context: CloudContext, options: ExecutionOptions = {}): StepFunctions {
  const executions = new Executions(
    context,
    context.document<ExecutionsState>("stepFunctions", { executions: [] }),
    options,
  );
  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.0",
    operations: { ...machineOperations(executions), ...executionOperations(executions) },
    invalidInput: "ValidationException",
  };
  return {
    scopes: ["states"],
    resources: resources(context, executions),
    handle: (request, response) => answerJson(protocol, request, response),
    start: (stateMachineArn, input) => executions.start(stateMachineArn, input),
    ended: (executionArn) => executions.ended(executionArn),
    executions: () => executions.all(),
    machines: () => executions.allMachines().map((machine) => ({ name: machine.name, arn: machine.arn })),
    settle: () => executions.settle(),
    close: () => executions.close(),
  };
}

const onMachine = z.object({ stateMachineArn: z.string() });
const onExecution = z.object({ executionArn: z.string() });

function machineOperations(executions: Executions): Record<string, JsonOperation> {
  return {
    ListStateMachines: signedOperation(z.object({}), () => ({
      stateMachines: executions.allMachines().map(describeMachine),
    })),
    DescribeStateMachine: signedOperation(onMachine, ({ stateMachineArn }) => {
      const machine = executions.machine(stateMachineArn);
      const { definition, roleArn } = machine;
      return { ...describeMachine(machine), status: "ACTIVE", definition, roleArn };
    }),
  };
}

function executionOperations(executions: Executions): Record<string, JsonOperation> {
  return {
    StartExecution: signedOperation(
      onMachine.extend({ name: z.string().min(1).max(80).optional(), input: z.string().default("{}") }),
      async ({ stateMachineArn, input, name }) => {
        const { executionArn, startDate } = await executions.start(stateMachineArn, input, name);
        return { executionArn, startDate: seconds(startDate) };
      },
    ),
    StopExecution: signedOperation(onExecution, async ({ executionArn }) => {
      const { stopDate } = await executions.stop(executionArn);
      return { stopDate: seconds(stopDate) };
    }),
    DescribeExecution: signedOperation(onExecution, ({ executionArn }) => {
      const { input, output, error, cause, ...listed } = executions.find(executionArn);
      return { ...describeExecution(listed), input, output, error, cause };
    }),
    ListExecutions: signedOperation(
      onMachine.extend({ statusFilter: z.string().optional(), maxResults: z.number().default(100) }),
      ({ stateMachineArn, statusFilter, maxResults }) => ({
        executions: executions
          .all(executions.machine(stateMachineArn).arn)
          .filter(({ status }) => statusFilter === undefined || status === statusFilter)
          .slice(0, maxResults)
          .map(describeExecution),
      }),
    ),
  };
}

function describeMachine({ arn: stateMachineArn, name, type, createdAt }: DeclaredMachine) {
  return { stateMachineArn, name, type, creationDate: seconds(createdAt) };
}

type Listed = Omit<Execution, "input" | "output" | "error" | "cause">;

function describeExecution({ executionArn, stateMachineArn, name, status, startDate, stopDate }: Listed) {
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startDate),
    stopDate: seconds(stopDate),
  };
}

/** The JSON protocols count time in seconds. */
function seconds(iso: string | undefined): number | undefined {
  return iso === undefined ? undefined : Date.parse(iso) / 1_000;
}

const machineInputs = z.object({
  definition: z.string(),
  roleArn: z.string(),
  type: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
});

function resources(context: CloudContext, executions: Executions): Record<string, ResourceFactory> {
  return {
    async "aws:sfn/stateMachine:StateMachine"(request) {
      const inputs = readInputs(machineInputs, request);
      const name = physicalName(request);
      const machineArn = arn(context, "states", `stateMachine:${name}`);
      const createdAt = new Date().toISOString();
      await executions.declare({ arn: machineArn, name, createdAt, ...inputs });
      const state = { ...request.inputs, name, arn: machineArn, creationDate: createdAt, status: "ACTIVE" };
      return { id: machineArn, state };
    },
  };
}
