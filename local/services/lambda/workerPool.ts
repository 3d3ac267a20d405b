import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import pLimit from "p-limit";
import { compiled } from "../../engine/compiled.cjs";
import type { FunctionFailure, InvokeMessage, WorkerData, WorkerMessage } from "./worker";
import type { WorkerBudget, WorkerOwner } from "./workerBudget";

/** More concurrent events than this wait for a worker; on AWS a new account has ten. */
const MAX_WORKERS = 16;
/** A worker without work is ended after this, as Lambda ends idle environments. */
const IDLE_MS = 5 * 60_000;
/** Lambda's limit for loading the code. */
const INIT_TIMEOUT_MS = 10_000;

/**
 * Functions that start at the same time take turns; otherwise a hundred of them would each take longer than Lambda
 * allows.
 */
const inTurn = pLimit(availableParallelism());

interface WorkerPoolSettings {
  worker: WorkerData;
  environment: Record<string, string>;
  /** Seconds. */
  timeout: number;
  concurrency?: number;
  /** The workers that all functions may have. */
  budget: WorkerBudget;
  log(text: string): void;
}

export interface Outcome {
  /** The handler's result as JSON. */
  payload: string;
  failed: boolean;
  durationMs: number;
  /** Present on a cold start. */
  initMs?: number;
  status: "success" | "error" | "timeout";
}

/** The workers of one function: each answers one event at a time, a free one is used again, more are started as needed. */
export class LambdaPool implements WorkerOwner {
  readonly #settings: WorkerPoolSettings;
  readonly #all = new Set<Sandbox>();
  readonly #idle: Sandbox[] = [];
  readonly #waiting: ((sandbox: Sandbox) => void)[] = [];

  constructor(settings: WorkerPoolSettings) {
    this.#settings = settings;
  }

  async invoke(requestId: string, event: string): Promise<Outcome> {
    const sandbox = this.#takeIdle() ?? (await this.#startOrWait());
    const outcome = await sandbox.run(requestId, event);
    if (sandbox.alive) this.#release(sandbox);
    else this.#forget(sandbox);
    return outcome;
  }

  /** Terminates every worker immediately, even during an event, like a failure of the host. */
  async terminate(): Promise<void> {
    const sandboxes = [...this.#all];
    for (const sandbox of this.#idle.splice(0)) this.#forget(sandbox);
    await Promise.all(sandboxes.map((sandbox) => sandbox.kill()));
  }

  /** Ends a worker without work. */
  endIdle(sandbox: Sandbox): void {
    const index = this.#idle.indexOf(sandbox);
    if (index < 0) return;
    this.#idle.splice(index, 1);
    this.#forget(sandbox);
    void sandbox.kill();
  }

  /** Starts workers for events that wait, as far as the limits allow. */
  startWaiting(): void {
    while (this.#waiting.length > 0 && this.#mayStart()) this.#waiting.shift()?.(this.#start());
  }

  /** The last used worker, so that the others can be ended; workers that died of leftover work are dropped. */
  #takeIdle(): Sandbox | undefined {
    const sandbox = this.#idle.pop();
    if (sandbox === undefined) return undefined;
    this.#settings.budget.used(sandbox);
    if (sandbox.alive) return sandbox;
    this.#forget(sandbox);
    return this.#takeIdle();
  }

  async #startOrWait(): Promise<Sandbox> {
    if (this.#mayStart()) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Returns true if the limits of the function and of all functions let it have another worker, whose place is then taken. */
  #mayStart(): boolean {
    const { concurrency = MAX_WORKERS, budget } = this.#settings;
    const { size } = this.#all;
    return size < Math.min(concurrency, MAX_WORKERS) && budget.take(this, size === 0);
  }

  #start(): Sandbox {
    const sandbox = new Sandbox(this.#settings);
    this.#all.add(sandbox);
    return sandbox;
  }

  #release(sandbox: Sandbox): void {
    const next = this.#waiting.shift();
    if (next) {
      next(sandbox);
      return;
    }
    this.#idle.push(sandbox);
    sandbox.whenUnused(IDLE_MS, () => this.endIdle(sandbox));
    this.#settings.budget.unused(sandbox, this);
  }

  #forget(sandbox: Sandbox): void {
    if (!this.#all.delete(sandbox)) return;
    this.#settings.budget.used(sandbox);
    this.#settings.budget.free();
    this.startWaiting();
  }
}

/** One worker thread with the function's code loaded: Lambda's execution environment. */
class Sandbox {
  readonly #settings: WorkerPoolSettings;
  #worker: Worker | undefined;
  #ready = Promise.withResolvers<FunctionFailure | undefined>();
  #answer = Promise.withResolvers<WorkerMessage>();
  #initMs: number | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  alive = true;

  constructor(settings: WorkerPoolSettings) {
    this.#settings = settings;
  }

  async run(requestId: string, event: string): Promise<Outcome> {
    clearTimeout(this.#idleTimer);
    const cold = this.#initMs === undefined;
    const initFailure = cold ? await inTurn(() => this.#init(requestId)) : undefined;
    const initMs = cold ? this.#initMs : undefined;
    if (initFailure) {
      await this.kill();
      return { ...failed(named(initFailure, requestId)), durationMs: 0, initMs };
    }
    const startedAt = performance.now();
    const outcome = await this.#ask(requestId, event);
    return { ...outcome, durationMs: performance.now() - startedAt, initMs };
  }

  /** Starts the worker and waits until it has loaded the code; returns the error if it fails. */
  async #init(requestId: string): Promise<FunctionFailure | undefined> {
    const startedAt = performance.now();
    if (this.alive) this.#worker = this.#launch();
    const failure = await withTimeout(this.#ready.promise, INIT_TIMEOUT_MS, () => ({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(INIT_TIMEOUT_MS / 1000).toFixed(2)} seconds`,
    }));
    this.#initMs = performance.now() - startedAt;
    return failure;
  }

  #launch(): Worker {
    const { environment, worker: workerData } = this.#settings;
    const worker = new Worker(workerCode(), {
      eval: true,
      workerData,
      env: environment,
      // Not the flags of this process: its loader of TypeScript would cost every cold start a third of a second.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: workerData.memorySize },
    });
    worker.on("message", (message: WorkerMessage) => this.#receive(message));
    // Only exceeding the heap limit raises an error here; all others are caught inside. The exit event notifies the waiters.
    worker.on("error", () => {
      this.alive = false;
    });
    worker.on("exit", () => this.#exited());
    return worker;
  }

  whenUnused(ms: number, then: () => void): void {
    this.#idleTimer = setTimeout(then, ms).unref();
  }

  async kill(): Promise<void> {
    this.alive = false;
    clearTimeout(this.#idleTimer);
    await this.#worker?.terminate();
    this.#exited();
  }

  async #ask(requestId: string, event: string): Promise<Pick<Outcome, "payload" | "failed" | "status">> {
    const timeoutMs = this.#settings.timeout * 1000;
    this.#answer = Promise.withResolvers();
    if (!this.alive) this.#exited();
    const invoke: InvokeMessage = { requestId, event, deadline: Date.now() + timeoutMs };
    this.#worker?.postMessage(invoke);
    const answer = await withTimeout(this.#answer.promise, timeoutMs, () => undefined);
    if (answer?.type === "result") return { payload: answer.payload, failed: false, status: "success" };
    if (answer?.type === "failure") return failed(named(answer.failure, requestId));
    await this.kill();
    const seconds = this.#settings.timeout.toFixed(2);
    const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
    return { ...failed({ errorType: "Sandbox.Timedout", errorMessage }), status: "timeout" };
  }

  #receive(message: WorkerMessage): void {
    if (message.type === "log") this.#settings.log(message.text);
    else if (message.type === "ready") this.#ready.resolve(undefined);
    else if (message.type === "failure" && this.#initMs === undefined) this.#ready.resolve(message.failure);
    else this.#answer.resolve(message);
  }

  /** Does nothing for calls that already have their answer. */
  #exited(): void {
    this.alive = false;
    const failure = {
      errorType: "Runtime.ExitError",
      errorMessage: "Error: Runtime exited with error: signal: killed",
    };
    this.#ready.resolve(failure);
    this.#answer.resolve({ type: "failure", failure });
  }
}

/** Failures of the runtime itself name the request in their message. */
function named(failure: FunctionFailure, requestId: string): FunctionFailure {
  if (failure.errorType !== "Runtime.ExitError") return failure;
  return { ...failure, errorMessage: `RequestId: ${requestId} ${failure.errorMessage}` };
}

function failed(failure: FunctionFailure): Pick<Outcome, "payload" | "failed" | "status"> {
  return { payload: JSON.stringify(failure), failed: true, status: "error" };
}

async function withTimeout<T, U>(promise: Promise<T>, ms: number, otherwise: () => U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<U>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

let code: string | undefined;

/** Worker threads do not get this one's loader of TypeScript, so their one file is compiled here. */
function workerCode(): string {
  code ??= compiled(join(__dirname, "worker.ts"));
  return code;
}
