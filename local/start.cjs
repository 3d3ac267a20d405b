// `npm start`: plain JavaScript that runs on whatever Node.js the machine has (18 or newer). It installs the packages when
// they are missing or stale, then runs the local cloud on the project's own Node.js.
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const { ensurePackages, ownNode, root } = require("./packages.cjs");

ensurePackages("npm start");

// The channel tells the local cloud when this process dies, so that it never outlives it.
const child = spawn(
  ownNode,
  // Room for what lives shortly: a start makes much of it, and collecting it took a tenth of the time.
  [
    "--max-semi-space-size=64",
    "-r",
    join(__dirname, "register.cjs"),
    join(__dirname, "main.ts"),
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// A program that started this one over a channel is gone.
process.on("disconnect", () => child.kill());
child.on("exit", (code) => process.exit(code ?? 1));
