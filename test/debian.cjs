// Gets programs that the tests need and npm does not have. Plain JavaScript, because it runs before anything is installed.
const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");

/**
 * Installs a package of Debian's, or ends the process with a sentence that says what to do.
 * @param {string} name
 * @param {string} advice for a system where it cannot be installed here
 */
function installPackage(name, advice) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    console.error(advice);
    process.exit(1);
  }
  console.log(`Installing ${name} from Debian's packages; this takes a minute the first time.`);
  const quiet = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  const commands = [
    ["update", "-qq"],
    ["install", "-qq", "--yes", "--no-install-recommends", name],
  ];
  if (commands.every((args) => spawnSync("apt-get", args, quiet).status === 0)) return;
  console.error(
    `${name} could not be installed; run \`apt-get install ${name}\` to see why, then try again.`,
  );
  process.exit(1);
}

module.exports = { installPackage };
