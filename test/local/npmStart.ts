import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface StartedByNpm {
  child: ChildProcess;
  exit: Promise<{ code: number; out: string; err: string }>;
}

/** `npm start` as a person runs it, with the real program. */
export function npmStart(args: readonly string[], env: NodeJS.ProcessEnv = {}): StartedByNpm {
  const start = join(__dirname, "../../local/start.cjs");
  const child = spawn(process.execPath, [start, ...args], { env: { ...process.env, ...env } });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const exit = once(child, "close").then(async ([code]) => ({ code, out: await out, err: await err }));
  return { child, exit };
}

/** Resolves when the process prints a text; rejects when it ends before. */
export function printed(child: ChildProcess, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        seen += chunk;
        if (seen.includes(wanted)) resolve();
      });
    }
    child.once("close", () => reject(new Error(`It ended without printing "${wanted}":\n${seen}`)));
  });
}
