// Before the tests: fetches dependencies that npm does not have. Plain JavaScript, because it runs before anything is
// installed.
const { ensurePackages } = require("../local/packages.cjs");
const { installPackage } = require("./debian.cjs");

ensurePackages("npm test");
require("ts-node/register/transpile-only");
const { findBrowser, NO_BROWSER } = require("./helpers/browser");

// Chromium brings more than a hundred libraries, which only the package manager can put in their places.
if (findBrowser() === undefined) installPackage("chromium-headless-shell", NO_BROWSER);
