// `npm start`: plain JavaScript that runs on whatever Node.js the machine has (18 or newer). It installs the packages when
// they are missing or stale, then runs the local cloud on the project's own Node.js.
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const options = require("./nodeOptions.cjs");
const { ensurePackages, ownNode, root } = require("./packages.cjs");

ensurePackages("npm start");

// The IPC channel notifies the local cloud when this process dies, so that it stops too.
const child = spawn(ownNode, [...options, join(__dirname, "main.ts"), ...process.argv.slice(2)], {
  cwd: root,
  // glibc gives each thread heaps of its own and hardly shrinks them: with 16 workers, up to 170 MB that nobody used. Other
  // systems ignore the variable.
  env: { MALLOC_ARENA_MAX: "2", ...process.env },
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// The program that started this one with an IPC channel is gone.
process.on("disconnect", () => child.kill());
child.on("exit", (code) => process.exit(code ?? 1));
