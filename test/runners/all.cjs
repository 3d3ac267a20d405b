// `npm test`: runs all runners, one after the other, and prints the sum of what ran. After a failure the others still run.
const { spawnSync } = require("node:child_process");
const { forgetCounts, hasCounted, sumOfCounts } = require("./counts.cjs");

const RUNNERS = ["unit", "cloud", "site"];

/** Runs a script of package.json. @returns whether it succeeded and wrote its report. */
function run(name) {
  const { status } = spawnSync("npm", ["run", `test:${name}`], { stdio: "inherit" });
  return status === 0 && hasCounted(name);
}

forgetCounts();
const failed = RUNNERS.filter((name) => !run(name));
console.log(`\n${sumOfCounts()}`);
if (failed.length > 0) process.exitCode = 1;
