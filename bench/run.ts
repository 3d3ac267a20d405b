import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { backup } from "./backup";
import { budgets } from "./budgets";
import { coldStart } from "./coldStart";
import { writeCost } from "./cost";
import { digests } from "./digests";
import { firstScreen } from "./firstScreen";
import { firstSystem } from "./firstSystem";
import { ROOT } from "./handlers";
import { type Benchmark, isMet, type Result, type Run } from "./harness";
import { hotLoop } from "./hotLoop";
import { insights } from "./insights";
import { list } from "./list";
import { logExpense } from "./logExpense";
import { describeMachine } from "./machine";
import { operations } from "./operations";
import { packages } from "./packages";
import { program } from "./program";
import { receiptSpeed } from "./receiptSpeed";
import { receipts } from "./receipts";
import { report } from "./report";
import { start } from "./start";
import { replaceBetween, tableOf } from "./table";

/** Every benchmark, by its name in `npm run bench -- NAME`. */
const BENCHMARKS = {
  packages,
  coldStart,
  hotLoop,
  logExpense,
  backup,
  report,
  list,
  program,
  firstScreen,
  firstSystem,
  start,
  digests,
  budgets,
  insights,
  receipts,
  receiptSpeed,
} satisfies Record<string, Benchmark>;
type Name = keyof typeof BENCHMARKS;

/** Benchmarks with counts and sizes, which are the same on every machine. */
const QUICK: readonly Name[] = [
  "packages",
  "logExpense",
  "backup",
  "report",
  "list",
  "firstScreen",
  "digests",
  "budgets",
  "insights",
];

const RESULTS = join(ROOT, "bench", "results.json");

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { quick: { type: "boolean", default: false }, seed: { type: "string" } },
    allowPositionals: true,
  });
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw new Error("--seed takes an integer.");
  const run: Run = {
    quick: values.quick,
    ...(seed !== undefined && { seed }),
    say: (message) => console.error(`… ${message}`),
  };
  const names = values.quick ? QUICK : (Object.keys(BENCHMARKS) as Name[]);
  const chosen = names.filter((name) => positionals.length === 0 || positionals.includes(name));
  if (chosen.length === 0) throw new Error(`Name one of: ${names.join(", ")}.`);
  const results: Result[] = [];
  for (const name of chosen) {
    const measured = await BENCHMARKS[name](run);
    run.say(`\n${tableOf(measured)}`);
    results.push(...measured);
  }
  // Recorded figures are of the seeds that everybody gets.
  if (values.quick || seed !== undefined) refuseWorse(results);
  else {
    const measuredOn = new Date().toISOString().slice(0, 10);
    const recorded = results.map((result) => ({ ...result, measuredOn }));
    write(chosen.length === names.length ? recorded : merged(recorded));
  }
}

function refuseWorse(results: readonly Result[]): void {
  console.log(tableOf(results));
  const worse = results.filter((result) => result.kind !== "time" && !isMet(result));
  if (worse.length === 0) return;
  console.error(`\nWorse than its goal: ${worse.map(({ goal }) => goal).join(", ")}.`);
  process.exitCode = 1;
}

/** The results of the previous run, with the new measurements in their place. */
function merged(results: readonly Result[]): Result[] {
  const before: Result[] = JSON.parse(readFileSync(RESULTS, "utf8")).results;
  const measured = new Set(results.map(({ goal }) => goal));
  return [...before.filter(({ goal }) => !measured.has(goal)), ...results];
}

/** Stores the results, and updates every page that shows them. */
function write(results: Result[]): void {
  results.sort((a, b) => a.goal.localeCompare(b.goal, "en", { numeric: true }));
  console.log(tableOf(results));
  const machine = describeMachine();
  const counts = operations(results);
  const json = {
    machine,
    results: results.map((result) => ({ ...result, met: isMet(result) })),
    operations: counts,
  };
  writeFileSync(RESULTS, `${JSON.stringify(json, undefined, 2)}\n`);
  const table = `The latest on ${machine}.\n\n${tableOf(results)}`;
  for (const file of ["bench/RESULTS.md", "README.md"]) {
    const path = join(ROOT, file);
    writeFileSync(path, replaceBetween(readFileSync(path, "utf8"), "performance", table));
  }
  writeCost(counts);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
