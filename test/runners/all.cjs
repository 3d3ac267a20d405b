// `npm test`: runs all runners and prints the sum of what ran. After a failure the others still run.
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { text } = require("node:stream/consumers");
const { failuresOf, forgetCounts, hasCounted, sumOfCounts } = require("./counts.cjs");

/**
 * Lanes run at the same time, the runners of a lane one after the other; they take about as long as each other, so that two cores are
 * busy until the end. Unit tests go first: they deploy nothing, and where nothing is built yet, as in a fresh clone, each lane that
 * begins with a deployment builds all functions.
 */
const LANES = [["unit", "faults", "cloud"], ["site"], ["graph"], ["security"]];

/**
 * Runs all lanes. The output of the first shows as it comes, that of the others when they end, so that they do not mix.
 *
 * @returns the names of the runners that failed or wrote no report
 */
async function runAll() {
  const [shown, ...others] = LANES.map((names, index) => runLane(names, index === 0 ? "inherit" : "pipe"));
  const failed = [...(await shown).failed];
  for (const lane of await Promise.all(others)) {
    process.stdout.write(lane.output);
    failed.push(...lane.failed);
  }
  return failed;
}

/**
 * Runs the runners of a lane.
 * @returns those that failed, and their output if it did not show.
 */
async function runLane(names, stdout) {
  const lane = { failed: [], output: "" };
  for (const name of names) {
    const run = start(name, stdout);
    const [[status], output, errors] = await Promise.all([run.ended, run.output, run.errors]);
    lane.output += output;
    if (status !== 0 || !hasCounted(name) || NODE_WARNING.test(errors)) lane.failed.push(name);
  }
  return lane;
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
