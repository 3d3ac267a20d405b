import {
  createReadStream,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  type WriteStream,
} from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "./localCloudError";

/** Number of lines kept in memory for the console. The file contains the lines of the whole run. */
const KEPT_LINES = 2000;

/** A line of a log. */
export interface LogEvent {
  /** Number of the line in this run, from 0. */
  index: number;
  /** Epoch milliseconds. */
  timestamp: number;
  message: string;
}

/**
 * A log stream: its last lines in memory, and all of this run in a file. That of the last run that wrote one stays beside it, named
 * `NAME.1.log`: it may explain why that run ended.
 */
export class LogFile {
  readonly #lines: string[] = [];
  #file: WriteStream;
  /** Number of the first line in the file. */
  #first = 0;
  readonly createdAt = Date.now();
  /** Total number of lines added. */
  count = 0;

  /** @param report Called when the file can no longer be written to, such as on a full disk. Then only the last lines are kept. */
  constructor(
    private readonly path: string,
    private readonly report: (problem: string) => void,
  ) {
    setAside(path);
    this.#file = this.#open();
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Returns the lines added since `count` had this value, as far as they are kept. */
  since(count: number): readonly string[] {
    return this.#lines.slice(Math.max(0, this.#lines.length - (this.count - count)));
  }

  add(line: string): void {
    this.count++;
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    if (!this.#file.destroyed) this.#file.write(`${line}\n`);
  }

  /** Every line of this run; the last ones if somebody has deleted the file, which they begin anew. */
  async *events(): AsyncGenerator<LogEvent> {
    await this.#written();
    if (!existsSync(this.path)) {
      this.#begin();
      await this.#written();
    }
    let [index, timestamp] = [this.#first, this.createdAt];
    for await (const message of linesOf(this.path)) {
      timestamp = timeOf(message) ?? timestamp;
      yield { index, timestamp, message };
      index++;
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#file.end(() => resolve()));
  }

  #written(): Promise<void> {
    return new Promise((resolve) => this.#file.write("", () => resolve()));
  }

  #begin(): void {
    this.#file.end();
    this.#file = this.#open();
    this.#first = this.count - this.#lines.length;
    for (const line of this.#lines) this.#file.write(`${line}\n`);
  }

  #open(): WriteStream {
    mkdirSync(dirname(this.path), { recursive: true });
    return createWriteStream(this.path).on("error", (error) =>
      this.report(`The log ${this.path} can no longer be written: ${reasonOf(error)}`),
    );
  }
}

/** Renames the file of an earlier run, in place of that of the one before. */
function setAside(path: string): void {
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file?.isFile() && file.size > 0) renameSync(path, path.replace(/\.log$/, ".1.log"));
}

/**
 * The lines as `add` took them, without one that is still being written. `readline` would also end one at a carriage return
 * or at a separator of Unicode.
 */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, "utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/** The time that a line of Lambda's log formats begins with; undefined for other lines, which have that of the line before. */
function timeOf(line: string): number | undefined {
  const [time] = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/.exec(line.slice(0, 60)) ?? [];
  return time === undefined ? undefined : Date.parse(time);
}
