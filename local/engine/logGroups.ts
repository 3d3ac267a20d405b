import { join } from "node:path";
import { LogFile } from "./logFile";

/** The logs of the local cloud, which CloudWatch Logs shows. Each group has one stream. */
export class LogGroups {
  readonly #files = new Map<string, LogFile>();
  /** Groups that the program declares, by name, with their time of creation in epoch milliseconds. */
  readonly declared = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly report: (problem: string) => void,
  ) {}

  /** Opens the log of a group, in a file of this name. */
  open(group: string, fileName: string): LogFile {
    const file = this.#files.get(group) ?? new LogFile(join(this.folder, `${fileName}.log`), this.report);
    this.#files.set(group, file);
    return file;
  }

  file(group: string): LogFile | undefined {
    return this.#files.get(group);
  }

  /** The names of all groups, in order. */
  names(): string[] {
    return [...new Set([...this.declared.keys(), ...this.#files.keys()])].sort();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => file.close()));
  }
}
