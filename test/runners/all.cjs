// `npm test`: runs all runners and prints the sum of what ran. After a failure the others still run.
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { text } = require("node:stream/consumers");
const pLimit = require("p-limit");
const { failuresOf, forgetCounts, hasCounted, sumOfCounts } = require("./counts.cjs");

/** In the order in which they begin: the longest first, so that they end at about the same time. */
const SUITES = ["site", "graph", "security", "faults", "cloud", "unit"];

/** As each waits for its servers at times, four keep two cores busy. */
const AT_ONCE = 4;

/**
 * Runs all suites. The output of the first shows as it comes, that of the others at the end, so that they do not mix.
 *
 * @returns the names of those that failed or wrote no report
 */
async function runAll() {
  const limit = pLimit(AT_ONCE);
  const runs = SUITES.map((name, index) => limit(() => run(name, index === 0 ? "inherit" : "pipe")));
  const ended = await Promise.all(runs);
  for (const { output } of ended) process.stdout.write(output);
  return SUITES.filter((_, index) => ended[index].isFailed);
}

/** Runs a suite. @returns its output if it did not show. */
async function run(name, stdout) {
  const { ended, output, errors } = start(name, stdout);
  const [status] = await ended;
  return {
    output: await output,
    isFailed: status !== 0 || !hasCounted(name) || NODE_WARNING.test(await errors),
  };
}

/**
 * Warnings of Node.js about the code that runs. Mocha's runs fail by themselves; browser tests, and the local clouds that they
 * start, have processes of their own. Others are about the machine, such as its version of npm and its colors.
 */
const NODE_WARNING = /^\(node:\d+\) (MaxListenersExceeded|PromiseRejectionHandled|Timeout\w+)Warning/m;

/** Starts a script of package.json. */
function start(name, stdout) {
  const child = spawn("npm", ["run", `test:${name}`], { stdio: ["inherit", stdout, "pipe"] });
  child.stderr.pipe(process.stderr, { end: false });
  const output = child.stdout ? text(child.stdout) : "";
  return { ended: once(child, "close"), output, errors: text(child.stderr) };
}

async function main() {
  forgetCounts();
  const failed = await runAll();
  if (failed.length > 0) {
    console.log(`\n${failuresOf()}`);
    console.log(`\nFailed: ${failed.map((name) => `npm run test:${name}`).join(", ")}`);
    process.exitCode = 1;
  }
  console.log(`\n${sumOfCounts()}`);
}

void main();
