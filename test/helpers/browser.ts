import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Name under which a local cloud is served over plain HTTP, so that the page is not a secure context, as it would be on localhost. */
export const PLAIN_HOST = "expenses.test";

/** The browser to use: `CHROME_PATH`, else Chromium or Chrome on the PATH. */
export function chromePath(): string {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = process.env.CHROME_PATH ?? candidates.find(isExecutable);
  if (found === undefined) {
    throw new Error(
      "No browser found. Install Chromium or Chrome, or set CHROME_PATH to the program's path.",
    );
  }
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
