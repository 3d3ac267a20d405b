// Before the tests: fetches dependencies that npm does not have. Plain JavaScript, because it runs before anything is
// installed.
const { existsSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const { ensurePackages } = require("../local/packages.cjs");
const { installPackage } = require("./debian.cjs");

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

ensurePackages("npm test");
// Chromium brings more than a hundred libraries, which only the package manager can put in their places.
if (!hasBrowser()) {
  installPackage(
    "chromium",
    "The tests drive a browser. Install Chromium or Chrome, or set CHROME_PATH to the program's path.",
  );
}

function hasBrowser() {
  if (process.env.CHROME_PATH) return true;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.some((folder) => BROWSERS.some((name) => existsSync(join(folder, name))));
}
