// Mocha's usual output, and, with `--reporter-option output=FILE`, its JSON report in a file beside it.
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    if (options?.reporterOption?.output) new reporters.JSON(runner, options);
  }
};
