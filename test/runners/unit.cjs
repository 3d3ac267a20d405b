// `npm run test:unit`: the tests that need no engine. They only compute, so each of two processes keeps a core busy.
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { globSync } = require("node:fs");
const { text } = require("node:stream/consumers");
const { fileOf } = require("./counts.cjs");

const PROCESSES = 2;

/** Dealt out in turn, because the files of a folder take about as long. */
const files = globSync("test/{domain,rules,unit}/**/*.test.ts").sort();
const hands = Array.from({ length: PROCESSES }, (_, hand) =>
  files.filter((_file, index) => index % PROCESSES === hand),
);

/** Runs mocha over some of the files. The output of the first shows as it comes, that of others when they end. */
async function run(hand, index) {
  const report = ["--reporter-option", `output=${fileOf(index === 0 ? "unit" : `unit-${index + 1}`)}`];
  const args = [require.resolve("mocha/bin/mocha.js"), ...report, ...process.argv.slice(2), ...hand];
  const child = spawn(process.execPath, args, {
    stdio: ["inherit", index === 0 ? "inherit" : "pipe", "inherit"],
  });
  const [[status], output] = await Promise.all([once(child, "close"), child.stdout && text(child.stdout)]);
  return { status, output };
}

async function main() {
  const ended = hands.map(run);
  for (const one of ended) {
    const { status, output } = await one;
    if (output) process.stdout.write(output);
    if (status !== 0) process.exitCode = 1;
  }
}

void main();
