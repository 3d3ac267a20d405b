import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestCloud } from "./cloud";

/** Names of the functions whose clocks are turned. */
const turned = new WeakMap<TestCloud, Set<string>>();

/**
 * Turns a function's clock by `milliseconds` from its next event on; 0 puts it right again, as the end of the `describe`
 * that has the cloud does.
 */
export async function turnClock(cloud: TestCloud, functionName: string, milliseconds: number): Promise<void> {
  const names = turned.get(cloud) ?? new Set();
  turned.set(cloud, names);
  if (milliseconds === 0) names.delete(functionName);
  else names.add(functionName);
  await changeCode(cloud, functionName, (code) => {
    const [original = code] = code.split(CLOCK_MARK).slice(-1);
    return milliseconds === 0 ? original : `${turnedClock(milliseconds)}${CLOCK_MARK}${original}`;
  });
}

/** Turns a function's clock to noon of a day, UTC, so that no hour and no day that it counts in ends during a test. */
export function turnToNoon(
  cloud: TestCloud,
  functionName: string,
  day = new Date().toISOString().slice(0, 10),
): Promise<void> {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return turnClock(cloud, functionName, noon - Date.now());
}

/** Puts all clocks right again: other tests share the cloud. */
export async function putClocksRight(cloud: TestCloud): Promise<void> {
  for (const name of turned.get(cloud) ?? []) await turnClock(cloud, name, 0);
}

/** Changes a function's deployed code, from its next event on. */
export async function changeCode(
  cloud: TestCloud,
  functionName: string,
  change: (code: string) => string,
): Promise<void> {
  const file = join(cloud.dataDir, "functions", functionName, "index.js");
  // The local cloud writes a function's code at its first call.
  await cloud.lambda.find(functionName)?.written();
  await writeFile(file, change(await readFile(file, "utf8")));
  await cloud.lambda.terminate(functionName);
}

const CLOCK_MARK = "/* end of the turned clock */\n";

function turnedClock(milliseconds: number): string {
  return `{ const True = Date; globalThis.Date = class extends True {
    constructor(...args) { args.length === 0 ? super(True.now() + ${milliseconds}) : super(...args); }
    static now() { return True.now() + ${milliseconds}; }
  }; }\n`;
}
