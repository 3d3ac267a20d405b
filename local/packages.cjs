// Installs the packages if they are missing or do not match package-lock.json. Plain JavaScript for Node.js 18 or
// newer, because it runs before anything is installed.
const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const isWindows = process.platform === "win32";
const ownNode = join(root, "node_modules", "node", "bin", isWindows ? "node.exe" : "node");

/** Installs missing packages. If that fails, prints how to proceed before running `command` again, and exits. */
function ensurePackages(command) {
  if (isInstalled()) return;
  console.log("Installing the packages in package-lock.json. This takes a minute the first time.");
  // The npm that runs this script, if any.
  const npm = process.env.npm_execpath;
  const result = npm
    ? spawnSync(process.execPath, [npm, "ci"], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", ["ci"], { cwd: root, stdio: "inherit", shell: isWindows });
  if (result.status === 0) return;
  console.error(
    `The packages could not be installed. Run \`npm ci\` to see why, then run \`${command}\` again.`,
  );
  process.exit(1);
}

/** npm keeps a copy of the lockfile of its installation, without packages for other platforms. */
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

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(join(root, lockfile), "utf8")).packages;
}

module.exports = { ensurePackages, ownNode, root };
