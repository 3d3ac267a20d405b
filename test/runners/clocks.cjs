// `npm run test:clocks`: runs the tests that depend on the time at instants and in zones at which a test or a program that
// takes the clock for granted fails. `-- 2028 UTC` picks clocks by parts of their names; `-- --quick` runs what the gate does.
const { spawnSync } = require("node:child_process");
const { existsSync, globSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { installPackage } = require("../debian.cjs");
const { failuresOf, fileOf, forgetCounts, hasCounted, sumOfCounts } = require("./counts.cjs");

const CLOCKS = [
  // It is already the next year there.
  "2026-12-31T23:30:00Z Pacific/Kiritimati",
  "2026-12-31T23:30:00Z America/Los_Angeles",
  // The month ends, or clocks go forward, while the tests run.
  "2027-01-31T23:59:50Z UTC",
  "2027-04-30T23:59:00Z UTC",
  "2027-03-28T00:59:50Z Europe/Berlin",
  "2027-05-01T00:00:00Z UTC",
  // As far from both ends of a month as can be.
  "2027-06-15T12:00:00Z UTC",
  "2028-02-29T12:00:00Z UTC",
];

const QUICK = process.argv.includes("--quick");

/** Tests that depend on the time. The gate has time for those whose answers depend on a day or a month. */
const PATTERNS = QUICK
  ? [
      "test/{domain,rules,tables}/**/*.test.ts",
      "test/handlers/{changeExpense,ledgerDefaults,listExpenses,logExpense,reports,summary}.test.ts",
      "test/local/services/{lambda,scheduler/*}.test.ts",
    ]
  : ["test/{database,domain,faults,graph,handlers,local,rules,security,tables,unit}/**/*.test.ts"];

/** The files of a pattern. Mocha itself only warns of a pattern without files, and takes braces alone for a name. */
function filesOf(pattern) {
  const files = globSync(pattern).sort();
  if (files.length === 0) throw new Error(`No test matches ${pattern}.`);
  return files;
}

const RUNNERS = {
  mocha: [require.resolve("mocha/bin/mocha.js"), ...PATTERNS.flatMap(filesOf)],
  site: [require.resolve("@playwright/test/cli"), "test", ...(QUICK ? ["--grep", "@clock"] : [])],
};

/** Finds https://github.com/wolfcw/libfaketime, in its version for programs with threads. */
function findLibfaketime() {
  // Debian's folders of libraries are named after the architecture, for example `x86_64-linux-gnu`.
  const folders = existsSync("/usr/lib") ? readdirSync("/usr/lib") : [];
  return folders.map((name) => join("/usr/lib", name, "faketime/libfaketimeMT.so.1")).find(existsSync);
}

/**
 * The environment of a process whose clock shows the instant now, and runs on. The difference to the real clock is the same for
 * every process that it starts, so that Node.js, MariaDB and Chromium agree.
 */
function environment(clock) {
  const [instant, zone] = clock.split(" ");
  const seconds = (Date.parse(instant) - Date.now()) / 1000;
  return {
    ...process.env,
    LD_PRELOAD: findLibfaketime(),
    FAKETIME: `${seconds < 0 ? "" : "+"}${seconds}s`,
    TZ: zone,
  };
}

/** @returns true if all tests passed and were counted */
function run(clock, runner) {
  const name = nameOf(clock, runner);
  const [program, ...args] = RUNNERS[runner];
  const reports = { mocha: ["--reporter-option", `output=${fileOf(name)}`] };
  const { status } = spawnSync(process.execPath, [program, ...args, ...(reports[runner] ?? [])], {
    stdio: "inherit",
    env: { ...environment(clock), PLAYWRIGHT_JSON_OUTPUT_FILE: fileOf(name) },
  });
  return status === 0 && hasCounted(name);
}

const nameOf = (clock, runner) => `clock-${clock.replaceAll(/\W+/g, "-")}-${runner}`;

function main() {
  const wanted = process.argv.slice(2).filter((argument) => argument !== "--quick");
  const clocks = QUICK
    ? CLOCKS.slice(0, 1)
    : CLOCKS.filter((clock) => wanted.every((part) => clock.includes(part)));
  if (!findLibfaketime()) {
    installPackage(
      "libfaketime",
      "The clock is moved by libfaketime, which Debian and its like have as a package.",
    );
  }
  forgetCounts("clock-");
  let succeeded = clocks.length > 0;
  for (const clock of clocks) {
    for (const runner of Object.keys(RUNNERS)) {
      console.log(`\n${clock}: ${runner}`);
      succeeded = run(clock, runner) && succeeded;
    }
  }
  if (!succeeded) console.log(`\n${failuresOf("clock-")}\n`);
  for (const clock of clocks) console.log(`${clock}: ${sumOfCounts(nameOf(clock, ""))}`);
  console.log(`\n${sumOfCounts("clock-")}`);
  if (!succeeded) process.exitCode = 1;
}

main();
