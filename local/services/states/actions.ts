import { z } from "zod";
import { type JsonOperation, signedOperation } from "../../engine/awsJson";
import type { DeclaredMachine, Execution, Executions } from "./model";

const onMachine = z.object({ stateMachineArn: z.string() });
const onExecution = z.object({ executionArn: z.string() });

/** Finding state machines (runbook, operators). */
export function machineActions(executions: Executions): Record<string, JsonOperation> {
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

/** Starting a run (admin page, runbook) and following it (operators). */
export function executionActions(executions: Executions): Record<string, JsonOperation> {
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
