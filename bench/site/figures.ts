import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { openSignedIn, startChrome } from "./chrome";
import type { BenchCloud } from "./cloud";

/** One figure and what it has to keep to. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  limit: { atMost: number } | { exactly: number } | { atLeast: number };
}

/** JavaScript that is fetched until the sign-in form, and until the month with its form stands, in KB gzip. */
export async function firstScreens(browser: Browser, cloud: BenchCloud): Promise<Figure[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const scripts = new Map<string, number>();
  page.on("response", async (response) => {
    if (response.request().resourceType() !== "script") return;
    scripts.set(response.url(), gzipSync(await response.body(), { level: 9 }).length / 1024);
  });
  // What is fetched once the screen stands is no part of it.
  await page.route(/\/later-/, (route) => route.abort());
  await page.goto(cloud.siteUrl);
  await page.getByLabel("E-mail address").fill(cloud.email);
  const signInKb = sumOf(scripts);
  await page.getByLabel("Password", { exact: true }).fill(cloud.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".quick-add").waitFor();
  scripts.clear();
  await page.reload();
  await page.locator(".totals .total").waitFor();
  const monthKb = sumOf(scripts);
  await context.close();
  const limit = { atMost: 30 };
  return [
    { what: "JavaScript until the sign-in form stands", value: signInKb, unit: "KB gzip", limit },
    { what: "JavaScript until the month stands", value: monthKb, unit: "KB gzip", limit },
  ];
}

const sumOf = (sizes: ReadonlyMap<string, number>) => [...sizes.values()].reduce((a, b) => a + b, 0);

const ADDS = 30;

/** Time from pressing Enter to the frame that shows the new row. */
export async function addLatency(page: Page): Promise<Figure[]> {
  const times: number[] = [];
  for (let index = 0; index < ADDS; index++) {
    await page.locator(".quick-add [name=amount]").fill("1");
    await page.locator(".quick-add [name=description]").fill(`Quick ${index}`);
    // The handle holds the promise, so that the page listens before the key comes.
    const shown = await page.evaluateHandle(watchForRow, `Quick ${index}`);
    await page.keyboard.press("Enter");
    times.push(await shown.evaluate(({ time }) => time));
  }
  times.sort((a, b) => a - b);
  return [
    { what: "Enter to row, median", value: times[ADDS / 2] ?? Number.NaN, unit: "ms", limit: { atMost: 50 } },
    { what: "Enter to row, slowest", value: times.at(-1) ?? Number.NaN, unit: "ms", limit: { atMost: 50 } },
  ];
}

/** Runs in the page: from the next Enter to the frame in which a row with this text stands. */
function watchForRow(text: string): { time: Promise<number> } {
  const time = new Promise<number>((resolve) => {
    let start = 0;
    addEventListener("keydown", ({ timeStamp }) => (start = timeStamp), { once: true, capture: true });
    const observer = new MutationObserver(() => {
      const rows = [...document.querySelectorAll(".row-name")];
      if (!rows.some((row) => row.textContent === text)) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - start));
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return { time };
}

/** Scrolls through the whole month and back; what blocks the page for over 50 ms is a long task. */
export async function longTasks(page: Page, rows: number): Promise<Figure[]> {
  await page.reload();
  await page.locator(".row").first().waitFor();
  const tasks = await page.evaluate(scrollThrough, rows * 64);
  return [
    {
      what: `Long tasks while ${rows} rows are scrolled`,
      value: tasks.length,
      unit: "",
      limit: { exactly: 0 },
    },
    { what: "Longest of them", value: Math.max(0, ...tasks), unit: "ms", limit: { atMost: 50 } },
  ];
}

/** Runs in the page: scrolls down until the given height is reached, and up again, a screen per frame. */
async function scrollThrough(height: number): Promise<number[]> {
  const found: number[] = [];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const observer = new PerformanceObserver((list) =>
    found.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: "longtask" });
  const deadline = performance.now() + 60_000;
  while (scrollY + innerHeight < height && performance.now() < deadline) {
    scrollBy(0, innerHeight);
    await frame();
  }
  while (scrollY > 0) {
    scrollBy(0, -innerHeight);
    await frame();
  }
  await frame();
  observer.disconnect();
  return found;
}

const QUEUED = 100;

/** Adds expenses without a network, kills the browser, starts it again with one, and counts what is stored. */
export async function offlineQueue(cloud: BenchCloud): Promise<Figure[]> {
  const profile = await mkdtemp(join(tmpdir(), "expenses-profile-"));
  try {
    const first = await startChrome(profile);
    const page = await openSignedIn(first.browser, cloud);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.context().setOffline(true);
    for (let index = 0; index < QUEUED; index++) {
      await page.locator(".quick-add [name=amount]").fill("1");
      await page.locator(".quick-add [name=description]").fill(`Queued ${index}`);
      await page.keyboard.press("Enter");
    }
    await page.getByText(`${QUEUED} to be sent`).waitFor();
    await first.kill();

    const second = await startChrome(profile);
    const context = second.browser.contexts()[0] ?? (await second.browser.newContext());
    const again = await context.newPage();
    await again.goto(cloud.siteUrl);
    await again
      .locator(".row:not(.pending)", { hasText: `Queued ${QUEUED - 1}` })
      .waitFor({ timeout: 60_000 });
    await second.kill();
    const stored = await storedLike(cloud, "Queued");
    return [
      {
        what: "Stored of 100 queued, browser killed",
        value: stored.length,
        unit: "",
        limit: { exactly: QUEUED },
      },
      {
        what: "Different ones among them",
        value: new Set(stored).size,
        unit: "",
        limit: { exactly: QUEUED },
      },
    ];
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

async function storedLike(cloud: BenchCloud, q: string): Promise<string[]> {
  const { expenses } = await (await cloud.api("GET", `/expenses?limit=500&q=${q}`)).json();
  return expenses.map(({ description }: { description: string }) => description);
}
