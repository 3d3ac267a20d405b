import { join } from "node:path";
import { Worker } from "node:worker_threads";
import pLimit from "p-limit";
import { AwsError } from "../../engine/awsError";
import type { ReaderAnswer, ReaderRequest, ReadPage } from "./model";

/** Its models hold 100 MB, which go when nobody reads. */
const IDLE_MS = 5 * 60_000;

/** The name of its thread, also for the operating system. */
export const READER_THREAD = "textract";

/** Reads documents one after the other, in a thread that the first one starts. */
export class Reader {
  private readonly inTurn = pLimit(1);
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;

  /** @throws AwsError that says why the document cannot be read. */
  async read(document: Uint8Array, maxPages: number): Promise<ReadPage[]> {
    const answer = await this.inTurn(() => this.ask({ document, maxPages }));
    if ("failure" in answer) throw new Error(answer.failure);
    if ("fault" in answer) throw new AwsError(answer.fault, answer.message);
    return answer.pages;
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private async ask(request: ReaderRequest): Promise<ReaderAnswer> {
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const answer = await answerOf(this.worker, request);
    // A thread that has failed may hold half a page.
    if ("failure" in answer) await this.close();
    else this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    return answer;
  }

  private start(): Worker {
    const worker = startWorker();
    // A thread can also fail while it reads nothing, when nobody else listens. The next document starts another.
    worker.on("error", () => {});
    worker.once("exit", () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}

/** A thread has no TypeScript loader of its own. */
function startWorker(): Worker {
  const files = [join(__dirname, "../../register.cjs"), join(__dirname, "worker.ts")];
  const worker = new Worker(files.map((file) => `require(${JSON.stringify(file)});`).join("\n"), {
    eval: true,
    execArgv: [],
    name: READER_THREAD,
  });
  worker.unref();
  return worker;
}

async function answerOf(worker: Worker, request: ReaderRequest): Promise<ReaderAnswer> {
  const { promise, resolve } = Promise.withResolvers<ReaderAnswer>();
  const fail = (error: unknown) =>
    resolve({ failure: error instanceof Error ? error.message : "The reader has ended." });
  worker.once("message", resolve);
  worker.once("error", fail);
  worker.once("exit", fail);
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    worker.off("message", resolve);
    worker.off("error", fail);
    worker.off("exit", fail);
  }
}
