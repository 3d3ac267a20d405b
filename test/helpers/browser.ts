import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";

/** The two kinds of screen that everything is tried on, in CSS pixels. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desk: { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false },
} as const;

/** Name under which a local cloud is served over plain HTTP, so that the page is no secure context as it is on localhost. */
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

/**
 * Gives the tests of a `describe` a browser. One that fails is tried a second time, which is said: a browser waits for much that
 * a test cannot see, on machines that are shared.
 */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  before(async function () {
    this.timeout(60_000);
    browser = await chromium.launch(LAUNCH());
  });
  beforeEach(function () {
    this.currentTest?.retries(1);
    // Told after the first try, whose pages are kept as pictures.
    if (retriesOf(this.currentTest) > 0) console.log("        failed once; trying again");
  });
  afterEach(async function () {
    if (!this.currentTest || this.currentTest.state === "passed") return;
    const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
    for (const [index, page] of pages.entries()) {
      // A page that hangs gives no picture; the test's own failure says more.
      await keepScreenshot(page, `failed-${this.currentTest.title}-${index}`).catch(() => undefined);
    }
  });
  after(async () => {
    await browser?.close();
  });
  return () => {
    if (browser === undefined) throw new Error("The browser is there inside of tests and hooks only.");
    return browser;
  };
}

/** How often a test was tried again; mocha's types keep it from view. */
function retriesOf(test: Mocha.Test | undefined): number {
  return (test as unknown as { currentRetry(): number } | undefined)?.currentRetry() ?? 0;
}

/** A page that remembers what went wrong in it. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Uncaught errors, console errors (among them what the content security policy refused) and foreign requests. */
  problems: string[];
}

/**
 * Opens a page and watches it.
 * @param origins Where the page may send requests; any other is a problem.
 */
export async function openPage(
  browser: Browser,
  origins: readonly string[],
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // The browser reports every refused or failed request by itself; tests look at what the page makes of them.
    const ofNetwork = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !ofNetwork) problems.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !origins.includes(origin))
      problems.push(`foreign request: ${request.url()}`);
  });
  return { page, context, problems };
}

/** Keeps a picture of the page among the artefacts of the run. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join("test-results", "screens", `${name}.png`), animations: "disabled" });
}
