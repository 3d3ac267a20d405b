import {
  createReadStream,
  createWriteStream,
  fstatSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
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
  #descriptor: number | undefined;
  /** Number of the first line in the file. */
  #first = 0;
  /** Bytes that were written to the file, or are about to be. */
  #size = 0;
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
    if (!this.#file.destroyed) this.#write(line);
  }

  /** Every line of this run; the last ones if somebody has deleted, emptied or replaced the file, which they begin anew. */
  async *events(): AsyncGenerator<LogEvent> {
    const [file, size] = [this.#file, this.#size];
    await this.#written();
    if (file === this.#file && !this.#isOwn(size)) this.#begin();
    await this.#written();
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

  #write(line: string): void {
    const text = `${line}\n`;
    this.#size += Buffer.byteLength(text);
    this.#file.write(text);
  }

  /** Returns true if the file is the one that this run began, with at least these bytes. Others than files stay as they are. */
  #isOwn(size: number): boolean {
    const found = statSync(this.path, { throwIfNoEntry: false });
    if (!found) return false;
    if (!found.isFile() || this.#file.destroyed || this.#descriptor === undefined) return true;
    const { dev, ino } = fstatSync(this.#descriptor);
    return found.dev === dev && found.ino === ino && found.size >= size && found.size <= this.#size;
  }

  #begin(): void {
    this.#file.end();
    rmSync(this.path, { force: true });
    this.#file = this.#open();
    this.#first = this.count - this.#lines.length;
    for (const line of this.#lines) this.#write(line);
  }

  #open(): WriteStream {
    mkdirSync(dirname(this.path), { recursive: true });
    this.#size = 0;
    this.#descriptor = undefined;
    // Appends: in a file that was emptied, the next line would stand behind a hole.
    return createWriteStream(this.path, { flags: "a" })
      .on("open", (descriptor) => {
        this.#descriptor = descriptor;
      })
      .on("error", (error) =>
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
