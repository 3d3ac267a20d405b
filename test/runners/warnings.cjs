// Fails a run in whose process Node.js, a library or the program warned of something, such as a listener too many, or logged an
// error: a warning in the output of tests is read once and skipped ever after. A test that brings one about keeps it to itself
// (`test/helpers/quietLog.ts`).
const { format } = require("node:util");
const { Runner } = require("mocha");

/**
 * Watches the process from now on. It fails as it exits.
 * @param runner Mocha's, which knows what runs.
 */
exports.failOnWarnings = (runner) => {
  const found = [];
  let running = "before the tests";
  const note = (text) => found.push(`${running}: ${text}`);
  runner.on(Runner.constants.EVENT_TEST_BEGIN, (test) => {
    running = test.fullTitle();
  });
  process.on("warning", (warning) => note(warning.stack ?? `${warning.name}: ${warning.message}`));
  for (const level of ["warn", "error"]) {
    console[level] = (...values) => note(format(...values));
  }
  // Mocha sets the code of its tests as the process exits: this has to come after it.
  process.once("beforeExit", () => {
    if (found.length === 0) return;
    process.stderr.write(`There were warnings during the tests:\n${found.join("\n")}\n`);
    process.on("exit", () => {
      process.exitCode = 1;
    });
  });
};
