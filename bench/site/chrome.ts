import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { LAUNCH } from "../../test/helpers/browser";
import type { BenchCloud } from "./cloud";

/** A browser in a process of our own: it can be killed, and other tools than Playwright can drive it too. */
interface Chrome {
  browser: Browser;
  /** Port of the debugging protocol. */
  port: number;
  /** Kills it without warning. */
  kill(): Promise<void>;
}

/** Starts the browser on a profile folder. */
export async function startChrome(profile: string): Promise<Chrome> {
  const { executablePath, args } = LAUNCH();
  const flags = [
    ...args,
    "--headless",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    "--no-first-run",
  ];
  const child = spawn(executablePath, [...flags, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const endpoint = await debuggingUrl(child);
  const browser = await chromium.connectOverCDP(endpoint);
  return {
    browser,
    port: Number(new URL(endpoint).port),
    async kill() {
      const gone = once(child, "exit");
      // The whole group: the browser is several processes, and its launcher may be a script.
      if (child.pid) process.kill(-child.pid, "SIGKILL");
      await gone;
    },
  };
}

function debuggingUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stderr?.on("data", (chunk) => {
      text += chunk;
      const [, url] = /DevTools listening on (ws:\S+)/.exec(text) ?? [];
      if (url) resolve(url);
    });
    child.once("exit", (code) => reject(new Error(`The browser ended with ${code}: ${text}`)));
  });
}

/** Opens the site and signs the demo user in. */
export async function openSite(context: BrowserContext, cloud: BenchCloud): Promise<Page> {
  const page = await context.newPage();
  await page.goto(cloud.siteUrl);
  await signIn(page, cloud);
  return page;
}

const passwordOf = (page: Page) => page.getByLabel("Password", { exact: true });

async function signIn(page: Page, cloud: BenchCloud): Promise<void> {
  await page.getByLabel("Email address").fill(cloud.email);
  await passwordOf(page).fill(cloud.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/**
 * Opens the site in a browser that was killed. It writes what it holds in localStorage after seconds: a session that is younger
 * is gone.
 */
export async function reopen(browser: Browser, cloud: BenchCloud): Promise<Page> {
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const page = await context.newPage();
  await page.goto(cloud.siteUrl);
  await page.locator(".quick-add").or(passwordOf(page)).first().waitFor();
  if (await passwordOf(page).isVisible()) await signIn(page, cloud);
  return page;
}

/** Opens the site in the browser's own profile and signs the demo user in. */
export async function openSignedIn(browser: Browser, cloud: BenchCloud): Promise<Page> {
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const page = await openSite(context, cloud);
  await page.locator(".quick-add").waitFor();
  await page.locator(".totals .total").waitFor();
  return page;
}
