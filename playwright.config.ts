import { defineConfig } from "@playwright/test";
import { LAUNCH, PLAIN_HOST } from "./test/helpers/browser";
import type { WorkerOptions } from "./test/site/fixtures";

/** Patience with a machine that does other work too. A test waits for a state, never for a time, so it costs nothing. */
const PATIENCE_MS = 30_000;

const PLAIN = "plainHttp.test.ts";

export default defineConfig<object, WorkerOptions>({
  testDir: "test/site",
  testMatch: "*.test.ts",
  projects: [
    // First, because another host name is another cloud, and so another worker: last, it would run alone.
    { name: "plain HTTP", testMatch: PLAIN, use: { host: PLAIN_HOST } },
    { name: "site", testIgnore: PLAIN },
  ],
  globalSetup: "./test/site/sharedCloud.ts",
  outputDir: "test-results/site",
  forbidOnly: true,
  retries: 0,
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: PATIENCE_MS },
  reporter: [["list"], ["json", { outputFile: "test-results/counts/site.json" }]],
  use: {
    launchOptions: LAUNCH(),
    // Each action's document is in it. Pictures as well would slow down every test, also those that pass.
    trace: { mode: "retain-on-failure", screenshots: false },
    actionTimeout: PATIENCE_MS,
    navigationTimeout: PATIENCE_MS,
    // As on a plain-HTTP website; a page that keeps itself for offline use takes a tenth longer. Tests that are about it allow it.
    serviceWorkers: "block",
    locale: "en-US",
    // Chromium takes its zone from here, not from the environment.
    timezoneId: process.env.TZ ?? "UTC",
  },
});
