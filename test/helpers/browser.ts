import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Name under which a local cloud is served over plain HTTP, so that the page is not a secure context, as it would be on localhost. */
export const PLAIN_HOST = "expenses.test";

/**
 * Names of the browser's program, the first one preferred: without the windows that a browser draws for people, the tests take a
 * fifth less time.
 */
const BROWSERS = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];

/** The sentence for a system without a browser. */
export const NO_BROWSER =
  "The tests drive a browser. Install Chromium or Chrome, or set CHROME_PATH to the program's path.";

/** The browser to use: `CHROME_PATH`, else one on the PATH; undefined if there is none. */
export function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.env.CHROME_PATH ?? candidates.find(isExecutable);
}

function chromePath(): string {
  const found = findBrowser();
  if (found === undefined) throw new Error(NO_BROWSER);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Looking is the only way to know.
  }
}

/** Options with which every browser is started here. The sandbox needs rights that containers do not give. */
export const LAUNCH = () => ({
  executablePath: chromePath(),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`,
  ],
});
