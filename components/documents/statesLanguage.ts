import type * as pulumi from "@pulumi/pulumi";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";

// The subset of the Amazon States Language that is used here, with its own field names (https://states-language.net/spec.html).

/** A state machine, or the part of one that a map runs for each item. */
export interface StateMachine {
  Comment?: string;
  StartAt: string;
  States: Record<string, State>;
}

export type State =
  | TaskState
  | ChoiceState
  | MapState
  | ({ Type: "Pass"; InputPath: string } & Transition)
  | ({ Type: "Wait"; SecondsPath: string } & Transition)
  | { Type: "Succeed" }
  | { Type: "Fail"; ErrorPath: string; CausePath: string };

/** Calls a function, or sends a message to a queue, with the state's input or with `Parameters`. */
type TaskState = {
  Type: "Task";
  Resource: pulumi.Input<string>;
  TimeoutSeconds: number;
  Parameters?: Record<string, unknown>;
  ResultPath?: null;
  Retry: Retrier[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
} & Transition;

interface ChoiceState {
  Type: "Choice";
  Choices: ({ Variable: string; Next: string } & ({ IsPresent: boolean } | { StringEquals: string }))[];
  Default: string;
}

/** Runs its processor for each item of a list. A result path of null keeps the input and drops the results. */
type MapState = {
  Type: "Map";
  ItemsPath: string;
  MaxConcurrency: number;
  ItemProcessor: StateMachine;
  ResultPath: null;
} & Transition;

interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts: number;
  BackoffRate?: number;
}

type Transition = { Next: string } | { End: true };

/** The longest run of a function, plus a margin for the call itself. */
const TASK_TIMEOUT_SECONDS = MAX_FUNCTION_SECONDS + 30;

const RETRY: Retrier[] = [
  // A retry would fail the same way.
  {
    ErrorEquals: ["InputError", "BackupDiffersError", "MissingUsersError", "RemovalRefusedError"],
    MaxAttempts: 0,
  },
  // The other run takes minutes; one that was cut off holds its lock until the database ends the idle session.
  { ErrorEquals: ["BusyError"], IntervalSeconds: 60, MaxAttempts: 20, BackoffRate: 1 },
  // Jobs are idempotent.
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 15, MaxAttempts: 5, BackoffRate: 2 },
];

/** A call of a job's function. */
export function call(functionArn: pulumi.Input<string>): Omit<TaskState, "Next" | "End"> {
  return { Type: "Task", Resource: functionArn, TimeoutSeconds: TASK_TIMEOUT_SECONDS, Retry: RETRY };
}

/**
 * Invokes the function with each result's `next` until there is none. `pauseSeconds` delays the next call. A job can
 * thus exceed Lambda's 15 minutes. A machine with more than one loop gives each a prefix: state names are unique in a
 * machine, its maps included (DUPLICATE_STATE_NAME).
 */
export function untilFinished(functionArn: pulumi.Input<string>, prefix = ""): StateMachine {
  const name = (state: string) => `${prefix}${state}`;
  return {
    StartAt: name("Run"),
    States: {
      [name("Run")]: { ...call(functionArn), Next: name("IsFinished") },
      [name("IsFinished")]: {
        Type: "Choice",
        Choices: [
          { Variable: "$.pauseSeconds", IsPresent: true, Next: name("Pause") },
          { Variable: "$.next", IsPresent: true, Next: name("Continue") },
        ],
        Default: name("Finished"),
      },
      [name("Pause")]: { Type: "Wait", SecondsPath: "$.pauseSeconds", Next: name("Continue") },
      [name("Continue")]: { Type: "Pass", InputPath: "$.next", Next: name("Run") },
      [name("Finished")]: { Type: "Succeed" },
    },
  };
}

/**
 * Makes a state machine keep the input of a failed execution in a queue, from which it can be started again. The
 * execution still fails.
 * @param sendMessage The task that sends messages, by {@link sendMessageIn}.
 */
export function keepingFailures(
  machine: StateMachine,
  queueUrl: pulumi.Input<string>,
  sendMessage: pulumi.Input<string>,
): StateMachine {
  const states = Object.entries(machine.States).map(([name, state]) => [
    name,
    state.Type === "Task" ? { ...state, Catch: [{ ErrorEquals: ["States.ALL"], Next: "KeepInput" }] } : state,
  ]);
  return {
    ...machine,
    States: {
      ...(Object.fromEntries(states) as StateMachine["States"]),
      KeepInput: {
        Type: "Task",
        Resource: sendMessage,
        TimeoutSeconds: 60,
        Parameters: {
          QueueUrl: queueUrl,
          "MessageBody.$": "$$.Execution.Input",
          // As EventBridge Scheduler names the reason.
          MessageAttributes: { ERROR_CODE: { DataType: "String", "StringValue.$": "$.Error" } },
        },
        ResultPath: null,
        Retry: RETRY,
        Next: "Failed",
      },
      Failed: { Type: "Fail", ErrorPath: "$.Error", CausePath: "$.Cause" },
    },
  };
}

/** Sends a message: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html */
export function sendMessageIn(partition: string): string {
  return `arn:${partition}:states:::sqs:sendMessage`;
}
