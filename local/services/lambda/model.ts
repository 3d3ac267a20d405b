import type { LogFile } from "../../engine/logFile";
import type { CloudContext, Service } from "../../engine/service";
import type { ExecutionLimit } from "./executionLimit";
import type { LambdaPool } from "./workerPool";

/** The inputs of `aws.lambda.Function` that matter here. */
export interface FunctionInputs {
  code: unknown;
  handler: string;
  /** Seconds. */
  timeout?: number;
  /** MB. */
  memorySize?: number;
  environment?: { variables?: Record<string, string> };
  reservedConcurrentExecutions?: number;
  loggingConfig?: { logFormat?: "JSON" | "Text"; applicationLogLevel?: string; logGroup?: string };
}

export interface LocalFunction {
  name: string;
  arn: string;
  /** The settings the program gave it. */
  inputs: FunctionInputs;
  log: LogFile;
  pool: LambdaPool;
  /** Writes its code where its workers load it from, at the first call. */
  written(): Promise<void>;
}

/** Called before a function runs: may wait, or throw to make the call fail. For tests of faults. */
export type InvokeHook = (functionName: string, payload: string) => Promise<void> | void;

export interface Lambda extends Service {
  all(): Iterable<LocalFunction>;
  find(nameOrArn: string): LocalFunction | undefined;
  invoke: CloudContext["invoke"];
  /** The log lines of a function, oldest first, as they would stand in its log group. */
  logs(functionName: string): readonly string[];
  /** Ends all workers of a function, also in the middle of an event. The next event starts a new one. */
  terminate(functionName: string): Promise<void>;
  /** Adds to a function's environment, or changes it, from its next event on. */
  setEnvironment(functionName: string, variables: Record<string, string>): Promise<void>;
  beforeInvoke: InvokeHook;
  /** Limits of all functions together; none unless a test sets one. */
  readonly executions: Pick<ExecutionLimit, "limit">;
  /** True if the function's policy allows an AWS service to invoke it for a resource. */
  mayInvoke(functionArn: string, principal: string, sourceArn: string): boolean;
  /** Resolves when no asynchronous event is waiting, running or to be tried again. */
  idle(): Promise<void>;
}
