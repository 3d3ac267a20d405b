import type { LocalResource } from "./engine/program";

/** Progress of the program's start: a single updating line on a terminal, otherwise one line per resource. */
export class Progress {
  #count = 0;
  readonly #isTerminal = process.stdout.isTTY === true;

  step(text: string): void {
    if (this.#isTerminal) this.#overwrite(text);
    else console.log(text);
  }

  created({ type, name }: LocalResource): void {
    this.#count++;
    // As the Pulumi CLI writes types: `aws:sns/topic:Topic` is `aws:sns:Topic`.
    const line = `${type.replace(/\/\w+:/, ":")} ${name}`;
    if (this.#isTerminal) this.#overwrite(`Creating (${this.#count}) ${line}`);
    else console.log(` +  ${line} created`);
  }

  /** Ends the changing line. */
  done(summary: string): void {
    if (this.#isTerminal) this.#overwrite("");
    console.log(summary);
  }

  #overwrite(text: string): void {
    const columns = process.stdout.columns || 80;
    process.stdout.write(`\r\u001b[K${text.slice(0, columns - 1)}`);
  }
}

/** Lines in a frame as wide as the longest. */
export function framed(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = "─".repeat(width + 2);
  return [`╭${edge}╮`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `╰${edge}╯`].join("\n");
}
