// Fails a run in whose process Node.js warned of something, such as a listener too many: a warning in the output of tests is
// read once and skipped ever after.

/** Warnings that may come, each as the start of its text, with the reason. */
const JUSTIFIED = {};

/** Watches the process from now on. It fails as it exits. */
exports.failOnWarnings = () => {
  const found = [];
  process.on("warning", (warning) => {
    const text = `${warning.name}: ${warning.message}`;
    if (!Object.keys(JUSTIFIED).some((start) => text.startsWith(start))) found.push(warning.stack ?? text);
  });
  // Mocha sets the code of its tests as the process exits: this has to come after it.
  process.once("beforeExit", () => {
    if (found.length === 0) return;
    console.error(`Node.js warned during the tests:\n${found.join("\n")}`);
    process.on("exit", () => {
      process.exitCode = 1;
    });
  });
};
