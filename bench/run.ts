import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { backup } from "./backup";
import { coldStart } from "./coldStart";
import { writeCost } from "./cost";
import { firstScreen } from "./firstScreen";
import { ROOT } from "./handlers";
import { type Benchmark, isMet, type Result, type Run } from "./harness";
import { hotLoop } from "./hotLoop";
import { list } from "./list";
import { logExpense } from "./logExpense";
import { operations } from "./operations";
import { packages } from "./packages";
import { program } from "./program";
import { report } from "./report";
import { start } from "./start";
import { replaceBetween, tableOf } from "./table";

/** Those that are about counts and sizes: the same on every machine. */
const QUICK: readonly Benchmark[] = [packages, logExpense, backup, report, list, firstScreen];
const ALL: readonly Benchmark[] = [
  packages,
  coldStart,
  hotLoop,
  logExpense,
  backup,
  report,
  list,
  program,
  firstScreen,
  start,
];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
  const run: Run = { quick: values.quick, say: (message) => console.error(`… ${message}`) };
  const results: Result[] = [];
  for (const benchmark of values.quick ? QUICK : ALL) {
    const measured = await benchmark(run);
    run.say(`\n${tableOf(measured)}`);
    results.push(...measured);
  }
  results.sort((a, b) => a.goal.localeCompare(b.goal, "en", { numeric: true }));
  console.log(tableOf(results));
  if (values.quick) {
    const worse = results.filter((result) => result.kind !== "time" && !isMet(result));
    if (worse.length === 0) return;
    console.error(`\nWorse than its goal: ${worse.map(({ goal }) => goal).join(", ")}.`);
    process.exitCode = 1;
  } else {
    await write(results, run);
  }
}

/** Keeps the results, and brings every page that shows them up to date. */
async function write(results: readonly Result[], run: Run): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node.js ${process.version}, load ${loadavg()[2]?.toFixed(0)}`;
  const date = new Date().toISOString().slice(0, 10);
  const counts = await operations(run, results);
  const json = {
    date,
    machine,
    results: results.map((result) => ({ ...result, met: isMet(result) })),
    operations: counts,
  };
  writeFileSync(join(ROOT, "bench", "results.json"), `${JSON.stringify(json, undefined, 2)}\n`);
  const table = `Measured on ${date}: ${machine}.\n\n${tableOf(results)}`;
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
