import { answerJson, type JsonProtocol } from "../../engine/awsJson";
import type { CloudContext, Service } from "../../engine/service";
import { executionActions, machineActions } from "./actions";
import { Histories } from "./history";
import { type Execution, type ExecutionOptions, Executions, type ExecutionsState } from "./model";
import { machineResources } from "./resources";

export interface StepFunctions extends Service {
  /**
   * Starts a state machine with an input in JSON.
   *
   * @throws AwsError if there is no such machine, or the input is not JSON.
   */
  start(stateMachineArn: string, input: string): Promise<Execution>;
  /** Resolves with an execution once it has ended. */
  ended(executionArn: string): Promise<Execution>;
  /** Resolves once no execution runs. */
  idle(): Promise<void>;
  /** The last executions, the newest first. */
  executions(): readonly Execution[];
  machines(): { name: string; arn: string }[];
}

/**
 * Step Functions over `aws-local-stepfunctions`: the definition runs as it would be deployed, its tasks call local
 * functions. Not here: express workflows, JSONata and variables, tasks that name anything but a function's ARN or SQS's
 * `sendMessage`, distributed maps, and `$$.Map` and `$$.State` inside of a map's own states. What runs when the local cloud stops is aborted.
 *
 * @param report Told what could not be kept of an execution, which ends all the same.
 * @throws LocalCloudError if the data is damaged.
 */
export async function stepFunctions(
  context: CloudContext,
  report: (problem: string) => void,
  options: ExecutionOptions = {},
): Promise<StepFunctions> {
  const document = context.document<ExecutionsState>("stepFunctions", { executions: [] });
  const histories = await Histories.open(context.dataDir);
  const executions = new Executions(context, document, histories, report, options);
  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.0",
    operations: { ...machineActions(executions), ...executionActions(executions) },
    invalidInput: "ValidationException",
  };
  return {
    scopes: ["states"],
    resources: machineResources(context, executions),
    handle: (request, response) => answerJson(protocol, request, response),
    start: (stateMachineArn, input) => executions.start(stateMachineArn, input),
    ended: (executionArn) => executions.ended(executionArn),
    idle: () => executions.idle(),
    executions: () => executions.all(),
    machines: () => executions.allMachines().map((machine) => ({ name: machine.name, arn: machine.arn })),
    settle: () => executions.settle(),
    close: () => executions.close(),
  };
}
