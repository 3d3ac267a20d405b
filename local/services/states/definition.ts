import { StateMachine, type StateMachineDefinition } from "aws-local-stepfunctions";
import { z } from "zod";
import { AwsError } from "../../engine/awsError";

/** A task of a definition: its name and its target, a function's ARN or {@link SEND_MESSAGE}. */
export interface Task {
  name: string;
  resource: string;
}

/** Sends a message to a queue. */
export const SEND_MESSAGE = "arn:aws:states:::sqs:sendMessage";

export interface Machine {
  machine: StateMachine;
  tasks: Task[];
  /** Names of the states that are tried again after an error. */
  retrying: string[];
  /** Names of the states that wait. */
  waiting: string[];
}

const LAMBDA_FUNCTION = /^arn:aws:lambda:[^:]+:\d+:function:/;

/** Fields that the library does not run, or that nothing declares. */
const UNSUPPORTED_FIELDS = [
  "QueryLanguage",
  "Assign",
  "Arguments",
  "Output",
  "ItemReader",
  "ItemBatcher",
  "ResultWriter",
  "Branches",
  "Iterator",
  "TimeoutSecondsPath",
];

/** Longest wait that a timer of JavaScript can do; a task without a timeout has 3 years on AWS, but a minute in the library. */
const NO_TIMEOUT_SECONDS = 2_000_000;

/**
 * Reads a definition in the Amazon States Language.
 *
 * @param isChecked It was read before. The library's validator compiles all its schemas for each machine, which takes longer
 *   than everything else that is made of one.
 * @throws AwsError InvalidDefinition with every fault, also for what the library cannot run.
 */
export function readDefinition(json: string, isChecked = false): Machine {
  const definition = parse(json);
  const states = [...statesOf(definition)];
  for (const [name, state] of states) refuseUnsupported(name, state);
  if (definition.QueryLanguage === "JSONata") throw invalid("the local cloud runs JSONPath, not JSONata");
  for (const [, state] of states) {
    if (state.Type === "Task") state.TimeoutSeconds ??= NO_TIMEOUT_SECONDS;
  }
  return {
    machine: build(definition, isChecked),
    tasks: states.flatMap(([name, state]) =>
      state.Type === "Task" ? [{ name, resource: state.Resource ?? "" }] : [],
    ),
    retrying: states.flatMap(([name, state]) => (state.Retry ? [name] : [])),
    waiting: states.flatMap(([name, state]) => (state.Type === "Wait" ? [name] : [])),
  };
}

/** Only the fields that are used here; the library's validator checks the whole definition. */
const stateShape = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(z.unknown()).optional(),
  get ItemProcessor() {
    return machineShape.optional();
  },
});
const machineShape = z.looseObject({
  QueryLanguage: z.string().optional(),
  States: z.record(z.string(), stateShape),
});
type State = z.output<typeof stateShape>;

function parse(json: string): z.output<typeof machineShape> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw invalid(`INVALID_JSON_DESCRIPTION: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = machineShape.safeParse(value);
  if (!parsed.success) throw invalid(`SCHEMA_VALIDATION_FAILED: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function build(definition: z.output<typeof machineShape>, noValidate: boolean): StateMachine {
  try {
    return new StateMachine(definition as unknown as StateMachineDefinition, {
      validationOptions: { noValidate },
    });
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

/** Every state with its name, also those inside of maps. */
function* statesOf(machine: z.output<typeof machineShape>): Generator<[name: string, state: State]> {
  for (const [name, state] of Object.entries(machine.States)) {
    yield [name, state];
    if (state.ItemProcessor) yield* statesOf(state.ItemProcessor);
  }
}

function refuseUnsupported(name: string, state: State): void {
  const { Type, Resource = "" } = state;
  if (Type === "Task" && Resource !== SEND_MESSAGE && !LAMBDA_FUNCTION.test(Resource)) {
    throw invalid(
      `the local cloud runs tasks that name a Lambda function or send a message, and "${name}" calls ${Resource}`,
    );
  }
  for (const field of UNSUPPORTED_FIELDS) {
    if (field in state) throw invalid(`the local cloud does not support the field ${field} of "${name}"`);
  }
}

function invalid(reason: string): AwsError {
  return new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${reason}'`);
}
