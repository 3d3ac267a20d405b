import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";
import type { Outcome } from "./workerPool";

/** Number of lines kept in memory for the console. The file contains the lines of the whole run. */
const KEPT_LINES = 2000;

/** The log group of one function: its last lines in memory, and all of this run in a file. */
export class LambdaLog {
  readonly #lines: string[] = [];
  readonly #file: WriteStream;
  /** Total number of lines added. */
  count = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = createWriteStream(path);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The lines added since `count` had this value, as far as they are kept. */
  since(count: number): readonly string[] {
    return this.#lines.slice(Math.max(0, this.#lines.length - (this.count - count)));
  }

  add(line: string): void {
    this.count++;
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    this.#file.write(`${line}\n`);
  }

  /** Adds the `platform.report` record with which Lambda ends each event. */
  report(requestId: string, outcome: Outcome, memorySizeMB: number): void {
    const metrics = {
      durationMs: round(outcome.durationMs),
      billedDurationMs: Math.ceil(outcome.durationMs + (outcome.initMs ?? 0)),
      memorySizeMB,
      ...(outcome.initMs !== undefined && { initDurationMs: round(outcome.initMs) }),
    };
    const record = { requestId, metrics, status: outcome.status };
    this.add(JSON.stringify({ time: new Date().toISOString(), type: "platform.report", record }));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#file.end(resolve));
  }
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
