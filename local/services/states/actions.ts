import { z } from "zod";
import { type JsonOperation, signedOperation } from "../../engine/awsJson";
import { pageOf } from "../../engine/paging";
import type { DeclaredMachine, Execution, Executions } from "./model";

const onMachine = z.strictObject({ stateMachineArn: z.string() });
/** Statuses of AWS to list by; nothing is redriven here. */
const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"] as const;
/** Zero stands for the default number of results. */
const page = z.strictObject({
  maxResults: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .transform((count) => count || 100),
  nextToken: z.string().optional(),
});
const onExecution = z.strictObject({ executionArn: z.string() });

/** Finding state machines (runbook). */
export function machineActions(executions: Executions): Record<string, JsonOperation> {
  return {
    ListStateMachines: signedOperation(page, ({ maxResults, nextToken }) => {
      const { items, next } = pageOf(executions.allMachines(), maxResults, nextToken, "InvalidToken");
      return { stateMachines: items.map(describeMachine), nextToken: next };
    }),
  };
}

/** Starting a run (admin page, runbook), following and stopping it (runbook). */
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
      page.extend({ ...onMachine.shape, statusFilter: z.enum(STATUSES).optional() }),
      ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
        const found = executions
          .all(executions.machine(stateMachineArn).arn)
          .filter(({ status }) => statusFilter === undefined || status === statusFilter);
        const { items, next } = pageOf(found, maxResults, nextToken, "InvalidToken");
        return { executions: items.map(describeExecution), nextToken: next };
      },
    ),
    GetExecutionHistory: signedOperation(
      page.extend({ ...onExecution.shape, reverseOrder: z.boolean().default(false) }),
      async ({ executionArn, reverseOrder, maxResults, nextToken }) => {
        const events = await executions.history(executionArn);
        const ordered = reverseOrder ? events.toReversed() : events;
        const { items, next } = pageOf(ordered, maxResults, nextToken, "InvalidToken");
        return { events: items, nextToken: next };
      },
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
