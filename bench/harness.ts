import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { median, quantile } from "simple-statistics";

// tinybench and mitata time one function after the other within one process. Here most subjects are processes of their
// own, and the machine may be busy with other work, so subjects must take turns. This small harness takes its
// statistics from a library and only adds the turns.

/** Options of a benchmark run. */
export interface Run {
  /** Counts and sizes only, and with less data. */
  quick: boolean;
  /** The first seed of generated data. Default: that of the recorded figures. */
  seed?: number;
  /** Reports progress to the user. */
  say(message: string): void;
}

/** Measures a goal, or several that share their setup. */
export type Benchmark = (run: Run) => Promise<Result[]>;

/** Result of one goal. */
export interface Result {
  /** Its number, with a letter if a goal has several figures. */
  goal: string;
  /** Subject of the measurement and its reference. */
  what: string;
  /** Kind of the figure. `npm run bench -- --quick` checks counts and sizes, which do not vary by machine as times do. */
  kind: "count" | "size" | "time";
  figure: Spread;
  /** Unit of the figure: `1/x`, `×`, `KB`, `s`, or nothing for a plain number. */
  unit: Unit;
  /** Absent if the figure is only told. */
  limit?: Limit;
  /** Other figures that explain this one, by name. */
  details: Record<string, number | string>;
  /** The UTC day of a recorded result: a run of some benchmarks keeps those of the others. */
  measuredOn?: string;
}

export type Unit = "×" | "1/x" | "KB" | "s" | "";

export type Limit = { atMost: number } | { atLeast: number };

/** A median with its quartiles; a count or a size has no spread. */
interface Spread {
  median: number;
  low: number;
  high: number;
}

/** True if the figure is within its limit, or has none. */
export function isMet({ figure, limit }: Pick<Result, "figure" | "limit">): boolean {
  if (limit === undefined) return true;
  return "atMost" in limit ? figure.median <= limit.atMost : figure.median >= limit.atLeast;
}

/** The median of samples and their quartiles. */
export function spreadOf(samples: readonly number[]): Spread {
  const all = [...samples];
  return { median: median(all), low: quantile(all, 0.25), high: quantile(all, 0.75) };
}

/**
 * The samples between which the true median is in 95 of 100 measurements, by the binomial distribution: whatever is within
 * them, the measurement does not decide. https://en.wikipedia.org/wiki/Median#Confidence_intervals
 */
export function medianInterval(samples: readonly number[]): [low: number, high: number] {
  const sorted = samples.toSorted((a, b) => a - b);
  const reach = (1.96 * Math.sqrt(sorted.length)) / 2;
  const at = Math.max(0, Math.floor(sorted.length / 2 - reach));
  return [sorted[at] ?? Number.NaN, sorted.at(-1 - at) ?? Number.NaN];
}

/** A figure that is the same every time. */
export function exactly(figure: number): Spread {
  return { median: figure, low: figure, high: figure };
}

/**
 * Ratio of the subject to the peer, as the spread of the ratios of each turn. A temporary slowdown of the machine affects both
 * samples of a turn, so their ratio is more stable than either.
 */
export function ratioOf(subject: readonly number[], peer: readonly number[]): Spread {
  if (subject.length !== peer.length) throw new RangeError("Subject and peer must take the same turns.");
  return spreadOf(subject.map((value, turn) => value / (peer[turn] ?? Number.NaN)));
}

/** Subjects of a measurement, by name. Each call returns one sample. */
type Subjects<Name extends string> = Record<Name, () => number | Promise<number>>;

/**
 * Lets the subjects take turns, so that all of them meet the same state of the machine; every other turn goes
 * backwards, so that none always follows the same other one. One turn beforehand is not counted.
 */
export async function interleave<Name extends string>(
  turns: number,
  subjects: Subjects<Name>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(subjects) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const name of turn % 2 === 0 ? names : names.toReversed()) {
      const sample = await subjects[name]();
      if (turn > 0) samples[name].push(sample);
    }
  }
  return samples;
}

/** Minimum number of turns for a short measurement. */
export const TURNS = 21;

/** Milliseconds of wall-clock time. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const run = promisify(execFile);

/** Runs a new process of this Node.js and parses its last line as JSON. The functions print their metrics before that line. */
export async function freshProcess<T>(args: readonly string[], env: Record<string, string> = {}): Promise<T> {
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...env } });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as T;
}
