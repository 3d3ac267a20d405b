// Mocha's usual output, and, with `--reporter-option output=FILE`, its JSON report in a file beside it. A run whose tests left
// something open, such as a server, fails instead of waiting for it, and so does one with a warning.
const { Runner, reporters } = require("mocha");
const { failOnWarnings } = require("./warnings.cjs");

/** Milliseconds in which the process has to end by itself after its last test. */
const END_MS = 30_000;

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    failOnWarnings(runner);
    if (options?.reporterOption?.output) new reporters.JSON(runner, options);
    // A timer that keeps no process alive fires only if something else does.
    runner.once(Runner.constants.EVENT_RUN_END, () => setTimeout(leftOpen, END_MS).unref());
  }
};

function leftOpen() {
  process.stderr.write(`The tests left something open: ${process.getActiveResourcesInfo().join(", ")}\n`);
  // Mocha sets the code of its tests as the process exits.
  process.on("exit", () => {
    process.exitCode = 1;
  });
  process.exit();
}
