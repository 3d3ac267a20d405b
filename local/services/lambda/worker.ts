// Runs in a worker thread: loads one function's code and answers one event at a time, as Lambda's Node.js runtime does.
// Self-contained, because it is compiled alone: it imports only types and Node.js modules.
import { createRequire, enableCompileCache } from "node:module";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";

/** The time left is the environment's own, whatever a function does to its `Date`. */
const trueNow = Date.now;

/** Startup data of the worker. */
export interface WorkerData {
  /** Folder of compiled code, shared by the workers: compiling is a third of what starting one costs. */
  compileCache: string;
  /** Absolute path of the handler's module. */
  file: string;
  exportName: string;
  functionName: string;
  functionArn: string;
  memorySize: number;
  logGroup: string;
  logStream: string;
  logFormat: "JSON" | "Text";
  logLevel: string;
}

export interface InvokeMessage {
  requestId: string;
  /** The event as JSON. */
  event: string;
  /** The time at which Lambda gives up, epoch milliseconds. */
  deadline: number;
}

/** Failure in the payload of Lambda's response. */
export interface FunctionFailure {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** Logs arrive before the answer of the event that wrote them. */
export type WorkerMessage =
  | { type: "ready" }
  | { type: "log"; text: string }
  | { type: "result"; payload: string }
  | { type: "failure"; failure: FunctionFailure };

type Handler = (event: unknown, context: object) => unknown;

const settings: WorkerData = workerData;
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
let requestId: string | undefined;

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

// Sent as messages: the last lines of the thread's stdout are lost when the thread is terminated.
function captureStream(stream: NodeJS.WriteStream): void {
  stream.write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
    const done = typeof encoding === "function" ? encoding : callback;
    for (const line of Buffer.from(chunk as string)
      .toString("utf8")
      .split("\n")) {
      if (line !== "") send({ type: "log", text: line });
    }
    if (typeof done === "function") process.nextTick(done as () => void);
    return true;
  }) as typeof stream.write;
}

function captureConsole(): void {
  const write =
    (level: string) =>
    (...values: unknown[]) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(settings.logLevel)) return;
      const text = settings.logFormat === "JSON" ? jsonLine(level, values) : textLine(level, values);
      send({ type: "log", text });
    };
  const methods = {
    trace: "TRACE",
    debug: "DEBUG",
    log: "INFO",
    info: "INFO",
    warn: "WARN",
    error: "ERROR",
    fatal: "FATAL",
  };
  for (const [method, level] of Object.entries(methods)) Object.assign(console, { [method]: write(level) });
}

/** Returns a console call in Lambda's JSON log format. */
function jsonLine(level: string, values: unknown[]): string {
  const line: Record<string, unknown> = { timestamp: new Date().toISOString(), level, requestId };
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...line, message: values[0] }, (_, value) =>
        value instanceof Error ? { ...describe(value), ...value } : value,
      );
    } catch {
      return JSON.stringify({ ...line, message: format(values[0]) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({ ...line, message: format(...values), ...(error && describe(error)) });
}

function describe(error: Error): object {
  return {
    errorType: error.constructor?.name ?? "UnknownError",
    errorMessage: error.message,
    stackTrace: error.stack?.split("\n") ?? [],
  };
}

function textLine(level: string, values: unknown[]): string {
  return [new Date().toISOString(), requestId, level, format(...values)].join("\t");
}

function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}

function loadHandler(): Handler {
  const handler = createRequire(settings.file)(settings.file)[settings.exportName];
  if (typeof handler === "function") return handler;
  const error = new Error(`${settings.exportName} is undefined or not exported`);
  error.name = "Runtime.HandlerNotFound";
  throw error;
}

function contextOf(message: InvokeMessage): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memorySize),
    awsRequestId: message.requestId,
    logGroupName: settings.logGroup,
    logStreamName: settings.logStream,
    getRemainingTimeInMillis: () => Math.max(0, message.deadline - trueNow()),
  };
}

async function answer(handler: Handler, message: InvokeMessage): Promise<void> {
  requestId = message.requestId;
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    send({ type: "result", payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    console.error(error);
    send({ type: "failure", failure: failureOf(error) });
  }
}

function dieOf(errorType: string): (error: unknown) => void {
  return (error) => {
    const { errorMessage, trace } = failureOf(error);
    console.error(error);
    send({ type: "failure", failure: { errorType, errorMessage: `Error: ${errorMessage}`, trace } });
    process.exit(128);
  };
}

captureStream(process.stdout);
captureStream(process.stderr);
captureConsole();
process.on("unhandledRejection", dieOf("Runtime.UnhandledPromiseRejection"));
process.on("uncaughtException", dieOf("Runtime.UncaughtException"));

enableCompileCache(settings.compileCache);
try {
  const handler = loadHandler();
  parentPort?.on("message", (message: InvokeMessage) => answer(handler, message));
  send({ type: "ready" });
} catch (error) {
  console.error(error);
  send({ type: "failure", failure: failureOf(error) });
  process.exit(1);
}
