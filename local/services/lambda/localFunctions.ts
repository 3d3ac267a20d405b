import { join } from "node:path";
import { arn, functionNameOf, physicalName } from "../../engine/arn";
import type { LogGroups } from "../../engine/logGroups";
import type { CloudContext, InvokeResult, ResourceRequest, ResourceResult } from "../../engine/service";
import { readyCode } from "./code";
import { environmentOf } from "./environment";
import type { FunctionInputs, InvokeHook, LocalFunction } from "./model";
import { WorkerBudget } from "./workerBudget";
import { LambdaPool, type Outcome } from "./workerPool";

/** Lambda's limit for the answer of a synchronous call, in bytes. */
const MAX_RESPONSE_BYTES = 6_291_556;

interface LocalFunctionsOptions {
  context: CloudContext;
  logGroups: LogGroups;
  /** Workers that all functions have together. */
  maxWorkers: number;
  beforeInvoke: InvokeHook;
}

/** The functions of the program, each with its code, its log and its workers. */
export class LocalFunctions {
  private readonly functions = new Map<string, LocalFunction>();
  private readonly budget: WorkerBudget;

  constructor(private readonly options: LocalFunctionsOptions) {
    this.budget = new WorkerBudget(options.maxWorkers);
  }

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { context, logGroups } = this.options;
    const inputs = request.inputs as unknown as FunctionInputs;
    const name = physicalName(request);
    const functionArn = arn(context, "lambda", `function:${name}`);
    const written = await readyCode(name, inputs.code, this.codeFolder(name));
    const log = logGroups.open(logGroupOf(name, inputs), name);
    const pool = this.createPool({ name, arn: functionArn, inputs, log });
    this.functions.set(name, { name, arn: functionArn, inputs, log, pool, written });
    const invokeArn = `arn:aws:apigateway:${context.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
    const { code: _, ...settings } = request.inputs;
    return {
      id: name,
      state: { timeout: 3, memorySize: 128, ...settings, name, arn: functionArn, invokeArn },
    };
  }

  all(): Iterable<LocalFunction> {
    return this.functions.values();
  }

  find(nameOrArn: string): LocalFunction | undefined {
    return this.functions.get(functionNameOf(nameOrArn));
  }

  /** @throws Error if there is no such function. */
  get(nameOrArn: string): LocalFunction {
    const found = this.find(nameOrArn);
    if (found) return found;
    const missing = arn(this.options.context, "lambda", `function:${functionNameOf(nameOrArn)}`);
    throw new Error(`Function not found: ${missing}`);
  }

  /** Runs a function once with an event, on a worker that is free. */
  async run(local: LocalFunction, payload: string, requestId: string): Promise<InvokeResult> {
    try {
      await this.options.beforeInvoke(local.name, payload);
      await local.written();
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

  /** Adds to a function's environment, or changes it, from its next event on. */
  async setEnvironment(functionName: string, variables: Record<string, string>): Promise<void> {
    const local = this.get(functionName);
    const former = local.pool;
    local.pool = this.createPool(local, variables);
    await former.terminate();
  }

  async terminateAll(): Promise<void> {
    await Promise.all([...this.functions.values()].map(({ pool }) => pool.terminate()));
  }

  private codeFolder(name: string): string {
    return join(this.options.context.dataDir, "functions", name);
  }

  private createPool(
    { name, arn: functionArn, inputs, log }: Omit<LocalFunction, "pool" | "written">,
    variables: Record<string, string> = {},
  ): LambdaPool {
    const { context } = this.options;
    const [module, exportName] = inputs.handler.split(".");
    const reserved = inputs.reservedConcurrentExecutions;
    return new LambdaPool({
      worker: {
        compileCache: join(context.dataDir, "functions", ".compiled"),
        file: join(this.codeFolder(name), `${module}.js`),
        exportName: exportName ?? "handler",
        functionName: name,
        functionArn,
        memorySize: inputs.memorySize ?? 128,
        logGroup: logGroupOf(name, inputs),
        logStream: "local",
        logFormat: inputs.loggingConfig?.logFormat ?? "Text",
        logLevel: inputs.loggingConfig?.applicationLogLevel ?? "INFO",
      },
      timeout: inputs.timeout ?? 3,
      concurrency: reserved !== undefined && reserved > 0 ? reserved : undefined,
      environment: { ...environmentOf(context, name, inputs), ...variables },
      budget: this.budget,
      log: (text) => log.add(text),
    });
  }
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

const TOO_LARGE = JSON.stringify({
  errorType: "Function.ResponseSizeTooLarge",
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
});

function unhandled(payload: string): InvokeResult {
  return { statusCode: 200, functionError: "Unhandled", payload };
}
