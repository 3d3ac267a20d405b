// `npm start`: plain JavaScript that runs on whatever Node.js the machine has (18 or newer). It installs the packages when
// they are missing or not those of package-lock.json, then runs the local cloud on the project's own Node.js.
const { spawn, spawnSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const isWindows = process.platform === "win32";
const ownNode = join(root, "node_modules", "node", "bin", isWindows ? "node.exe" : "node");

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(join(root, lockfile), "utf8")).packages;
}

/** npm keeps a copy of the lockfile of what it installed; packages for other platforms are left out of it. */
function isInstalled() {
  if (!existsSync(ownNode) || !existsSync(join(root, "node_modules", ".package-lock.json"))) return false;
  const installed = packagesOf("node_modules/.package-lock.json");
  return Object.entries(packagesOf("package-lock.json")).every(([path, wanted]) => {
    if (path === "" || wanted.link) return true;
    const found = installed[path];
    return found
      ? found.version === wanted.version
      : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

function install() {
  console.log("Installing the packages of package-lock.json; this takes a minute the first time.");
  // The npm that runs this script, when one does.
  const npm = process.env.npm_execpath;
  const result = npm
    ? spawnSync(process.execPath, [npm, "ci"], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", ["ci"], { cwd: root, stdio: "inherit", shell: isWindows });
  if (result.status === 0) return;
  console.error("The packages could not be installed; run `npm ci` to see why, then `npm start` again.");
  process.exit(1);
}

if (!isInstalled()) install();

// The channel tells the local cloud when this process dies, so that it never outlives it.
const child = spawn(
  ownNode,
  ["-r", join(__dirname, "register.cjs"), join(__dirname, "main.ts"), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
