import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { arn, functionNameOf, matchesPattern, physicalName } from "../../engine/arn";
import type { LogFile } from "../../engine/logFile";
import type { LogGroups } from "../../engine/logGroups";
import type { CloudContext, InvokeResult, ResourceRequest, ResourceResult } from "../../engine/service";
import type { QueueSource } from "../sqs";
import { answerLambdaApi } from "./actions";
import { asyncEvents, type EventInvokeConfig } from "./asyncEvents";
import { writeCode } from "./code";
import { environmentOf } from "./environment";
import { ExecutionLimit } from "./executionLimit";
import { invokeOnce } from "./invocation";
import type { FunctionInputs, Lambda, LocalFunction } from "./model";
import { queueSources } from "./queueSources";
import { WorkerBudget } from "./workerBudget";
import { LambdaPool, type Outcome } from "./workerPool";

/** Lambda's limit for the answer of a synchronous call, in bytes. */
const MAX_RESPONSE_BYTES = 6_291_556;

/** The inputs of `aws.lambda.Permission` that matter here. */
interface Permission {
  function: string;
  principal: string;
  sourceArn?: string;
}

/** Each worker takes up to 40 MB: with this many, 50 concurrent users leave the process below a gigabyte. */
const MAX_WORKERS_IN_ALL = 16;

/** Waits between the tries of an asynchronous event. AWS waits one and two minutes. */
export const RETRY_DELAYS_MS = [1000, 2000];

export interface LambdaOptions {
  /** Waits between the tries of an asynchronous event. */
  retryDelaysMs?: readonly number[];
  /** Workers that all functions have together. */
  maxWorkers?: number;
  logGroups: LogGroups;
  /** The queue of an ARN, for functions that are called with its messages. */
  queue(queueArn: string): QueueSource;
}

/**
 * Lambda over worker threads. A function runs the very code that would be uploaded, with an environment of its own, one
 * event per worker at a time, within its timeout and memory. Unlike on AWS a worker is not frozen between events, and
 * asynchronous events that wait are lost when the local cloud stops.
 */
export function lambda(
  context: CloudContext,
  { retryDelaysMs = RETRY_DELAYS_MS, maxWorkers = MAX_WORKERS_IN_ALL, logGroups, queue }: LambdaOptions,
): Lambda {
  const functions = new Map<string, LocalFunction>();
  const eventConfigs = new Map<string, EventInvokeConfig>();
  const permissions: Permission[] = [];
  const budget = new WorkerBudget(maxWorkers);
  const executions = new ExecutionLimit();
  // For hours, Lambda retries events for which it has no capacity.
  const events = asyncEvents(context, retryDelaysMs, (...event) =>
    executions.whenFree(() => runOnce(...event)),
  );
  const sources = queueSources(
    context.region,
    queue,
    (name, event) => service.invoke(name, event),
    (name, fault) => find(name).log.add(`A message of a queue could not be handed on: ${fault}`),
  );

  async function createFunction(request: ResourceRequest): Promise<ResourceResult> {
    const inputs = request.inputs as unknown as FunctionInputs;
    const name = physicalName(request);
    const functionArn = arn(context, "lambda", `function:${name}`);
    await writeCode(inputs.code, codeFolder(name));
    const log = logGroups.open(logGroupOf(name, inputs), name);
    const local: LocalFunction = {
      name,
      arn: functionArn,
      inputs,
      log,
      pool: createPool(name, functionArn, inputs, log),
    };
    functions.set(name, local);
    const invokeArn = `arn:aws:apigateway:${context.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
    const { code: _, ...settings } = request.inputs;
    return {
      id: name,
      state: {
        timeout: 3,
        memorySize: 128,
        ...settings,
        name,
        arn: functionArn,
        invokeArn,
      },
    };
  }

  function codeFolder(name: string): string {
    return join(context.dataDir, "functions", name);
  }

  function createPool(
    functionName: string,
    functionArn: string,
    inputs: FunctionInputs,
    log: LogFile,
    extra: Record<string, string> = {},
  ): LambdaPool {
    const [module, exportName] = inputs.handler.split(".");
    const reserved = inputs.reservedConcurrentExecutions;
    return new LambdaPool({
      worker: {
        compileCache: join(context.dataDir, "functions", ".compiled"),
        file: join(codeFolder(functionName), `${module}.js`),
        exportName: exportName ?? "handler",
        functionName,
        functionArn,
        memorySize: inputs.memorySize ?? 128,
        logGroup: logGroupOf(functionName, inputs),
        logStream: "local",
        logFormat: inputs.loggingConfig?.logFormat ?? "Text",
        logLevel: inputs.loggingConfig?.applicationLogLevel ?? "INFO",
      },
      timeout: inputs.timeout ?? 3,
      concurrency: reserved !== undefined && reserved > 0 ? reserved : undefined,
      environment: { ...environmentOf(context, functionName, inputs), ...extra },
      budget,
      log: (text) => log.add(text),
    });
  }

  function find(nameOrArn: string): LocalFunction {
    const found = service.find(nameOrArn);
    if (found) return found;
    throw new Error(`Function not found: ${arn(context, "lambda", `function:${functionNameOf(nameOrArn)}`)}`);
  }

  async function runOnce(local: LocalFunction, payload: string, requestId: string): Promise<InvokeResult> {
    try {
      await service.beforeInvoke(local.name, payload);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
      return unhandled(JSON.stringify({ errorType: name, errorMessage: message }));
    }
    const outcome = await local.pool.invoke(requestId, payload);
    local.log.add(reportLine(requestId, outcome, local.inputs.memorySize ?? 128));
    if (outcome.failed) return unhandled(outcome.payload);
    if (Buffer.byteLength(outcome.payload) > MAX_RESPONSE_BYTES) return unhandled(TOO_LARGE);
    return { statusCode: 200, payload: outcome.payload };
  }

  const service: Lambda = {
    scopes: ["lambda"],
    executions,
    all: () => functions.values(),
    find: (nameOrArn) => functions.get(functionNameOf(nameOrArn)),
    beforeInvoke() {},
    mayInvoke: (functionArn, principal, sourceArn) =>
      permissions.some(
        (one) =>
          functionNameOf(one.function) === functionNameOf(functionArn) &&
          one.principal === principal &&
          matchesPattern(one.sourceArn ?? "*", sourceArn),
      ),
    resources: {
      "aws:lambda/function:Function": createFunction,
      "aws:lambda/permission:Permission": ({ name, inputs }) => {
        permissions.push(inputs as unknown as Permission);
        return { id: name, state: { statementId: name, ...inputs } };
      },
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ inputs }) => {
        const config = inputs as unknown as EventInvokeConfig;
        const name = functionNameOf(config.functionName);
        eventConfigs.set(name, config);
        return { id: name, state: inputs };
      },
      "aws:lambda/eventSourceMapping:EventSourceMapping": (request) => sources.create(request),
      "aws:lambda/invocation:Invocation": (request) => invokeOnce(context, service, request),
    },
    async invoke(functionNameOrArn, payload, type = "RequestResponse") {
      const local = find(functionNameOrArn);
      const text = JSON.stringify(payload ?? {});
      if (type === "RequestResponse") {
        return (await executions.ifFree(() => runOnce(local, text, randomUUID()))) ?? THROTTLED;
      }
      events.add(local, text, eventConfigs.get(local.name));
      return { statusCode: 202, payload: "" };
    },
    logs: (functionName) => find(functionName).log.lines,
    terminate: (functionName) => find(functionName).pool.terminate(),
    async setEnvironment(functionName, variables) {
      const local = find(functionName);
      const former = local.pool;
      local.pool = createPool(local.name, local.arn, local.inputs, local.log, variables);
      await former.terminate();
    },
    async idle() {
      await events.idle();
      await sources.idle();
    },
    handle: (request, response) => answerLambdaApi(service, request, response),
    async close() {
      events.stop();
      const stopped = sources.stop();
      await Promise.all([...functions.values()].map(({ pool }) => pool.terminate()));
      await stopped;
    },
  };
  return service;
}

function logGroupOf(functionName: string, { loggingConfig }: FunctionInputs): string {
  return loggingConfig?.logGroup ?? `/aws/lambda/${functionName}`;
}

/** The `platform.report` record with which Lambda ends each event. */
function reportLine(requestId: string, outcome: Outcome, memorySizeMB: number): string {
  const metrics = {
    durationMs: round(outcome.durationMs),
    billedDurationMs: Math.ceil(outcome.durationMs + (outcome.initMs ?? 0)),
    memorySizeMB,
    ...(outcome.initMs !== undefined && { initDurationMs: round(outcome.initMs) }),
  };
  const record = { requestId, metrics, status: outcome.status };
  return JSON.stringify({ time: new Date().toISOString(), type: "platform.report", record });
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const THROTTLED: InvokeResult = {
  statusCode: 429,
  functionError: "TooManyRequestsException",
  payload: JSON.stringify({ Reason: "ConcurrentInvocationLimitExceeded", message: "Rate Exceeded." }),
};

const TOO_LARGE = JSON.stringify({
  errorType: "Function.ResponseSizeTooLarge",
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
});

function unhandled(payload: string): InvokeResult {
  return { statusCode: 200, functionError: "Unhandled", payload };
}
