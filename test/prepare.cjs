// Before the tests: gets what they need and npm does not have. Plain JavaScript, because it runs before anything is installed.
const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const { ensurePackages } = require("../local/packages.cjs");

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

ensurePackages("npm test");
if (!hasBrowser()) installBrowser();

function hasBrowser() {
  if (process.env.CHROME_PATH) return true;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.some((folder) => BROWSERS.some((name) => existsSync(join(folder, name))));
}

/** Chromium brings more than a hundred libraries, which only the package manager can put in their places. */
function installBrowser() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/usr/bin/apt-get")) {
    console.error(
      "The tests drive a browser. Install Chromium or Chrome, or set CHROME_PATH to the program's path.",
    );
    process.exit(1);
  }
  console.log("Installing Chromium from Debian's packages; this takes a minute the first time.");
  const quiet = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  const commands = [
    ["update", "-qq"],
    ["install", "-qq", "--yes", "--no-install-recommends", "chromium"],
  ];
  if (commands.every((args) => spawnSync("apt-get", args, quiet).status === 0)) return;
  console.error(
    "Chromium could not be installed; run `apt-get install chromium` to see why, then `npm test` again.",
  );
  process.exit(1);
}
