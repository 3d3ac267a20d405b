const { join } = require("node:path");

/** Options of Node.js for the process of the local cloud. */
module.exports = [
  // A larger young generation: a start creates many short-lived objects, and collecting them took a tenth of the time. What is
  // left of them is collected once, after the start.
  ...["--max-semi-space-size=64", "--expose-gc"],
  ...["-r", join(__dirname, "register.cjs")],
];
