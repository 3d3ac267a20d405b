// `npm test`: runs all runners and prints the sum of what ran. After a failure the others still run.
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { text } = require("node:stream/consumers");
const { forgetCounts, hasCounted, sumOfCounts } = require("./counts.cjs");

/** Runners in groups, one after the other. Those of a group run at the same time: each keeps one core busy. */
const GROUPS = [["unit"], ["cloud", "graph"], ["site"]];

/**
 * Runs the scripts of a group. The output of the first shows as it comes, that of the others when they end, so that they do not mix.
 *
 * @returns the names of those that failed or wrote no report
 */
async function runGroup(names) {
  const runs = names.map((name, index) => start(name, index === 0 ? "inherit" : "pipe"));
  const failed = [];
  for (const { name, ended, output } of runs) {
    const [status] = await ended;
    process.stdout.write(await output);
    if (status !== 0 || !hasCounted(name)) failed.push(name);
  }
  return failed;
}

/** Starts a script of package.json. */
function start(name, output) {
  const child = spawn("npm", ["run", `test:${name}`], { stdio: ["inherit", output, "inherit"] });
  return { name, ended: once(child, "close"), output: child.stdout ? text(child.stdout) : "" };
}

async function main() {
  forgetCounts();
  const failed = [];
  for (const names of GROUPS) failed.push(...(await runGroup(names)));
  if (failed.length > 0) {
    console.log(`\nFailed: ${failed.map((name) => `npm run test:${name}`).join(", ")}`);
    process.exitCode = 1;
  }
  console.log(`\n${sumOfCounts()}`);
}

void main();
