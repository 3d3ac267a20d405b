import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "@playwright/test";
import { openSignedIn, reopen, startChrome } from "./chrome";
import type { BenchCloud } from "./cloud";

/** One figure and its limit. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  limit: { atMost: number } | { exactly: number } | { atLeast: number };
}

/** JavaScript that is fetched until the sign-in form, and until the month with its form appears, in KB gzip. */
export async function firstScreens(browser: Browser, cloud: BenchCloud): Promise<Figure[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Fetched once more to be weighed: the browser forgets the bodies of a page that it leaves.
  const scripts = new Set<string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.add(response.url());
  });
  // Scripts that are fetched after the screen is rendered do not count.
  await page.route(/\/background-/, (route) => route.abort());
  await page.goto(cloud.siteUrl);
  await page.getByLabel("Email address").fill(cloud.email);
  const signInKb = await weightOf(scripts);
  await page.getByLabel("Password", { exact: true }).fill(cloud.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".quick-add").waitFor();
  scripts.clear();
  await page.reload();
  await page.locator(".totals .total").waitFor();
  const monthKb = await weightOf(scripts);
  await context.close();
  const limit = { atMost: 30 };
  return [
    { what: "JavaScript until the sign-in form stands", value: signInKb, unit: "KB gzip", limit },
    { what: "JavaScript until the month stands", value: monthKb, unit: "KB gzip", limit },
  ];
}

/** The weight of files that are served, in KB gzip. */
async function weightOf(urls: ReadonlySet<string>): Promise<number> {
  const files = await Promise.all([...urls].map(async (url) => (await fetch(url)).arrayBuffer()));
  return files.reduce((sum, file) => sum + gzipSync(Buffer.from(file), { level: 9 }).length / 1024, 0);
}

const ADDS = 30;

/** Time from pressing Enter to the frame that shows the new row, in a month with so many. */
export async function addLatency(page: Page, rows: number): Promise<Figure[]> {
  const times: number[] = [];
  for (let index = 0; index < ADDS; index++) {
    await page.locator(".quick-add [name=amount]").fill("1");
    const text = `Quick ${rows + index}`;
    await page.locator(".quick-add [name=description]").fill(text);
    // The handle holds the promise, so that the page listens before the key is pressed.
    const shown = await page.evaluateHandle(watchForRow, text);
    await page.keyboard.press("Enter");
    times.push(await shown.evaluate(({ time }) => time));
  }
  times.sort((a, b) => a - b);
  const [what, unit, limit] = [`Enter to row at ${rows} rows`, "ms", { atMost: 50 }];
  return [
    { what: `${what}, median`, value: times[ADDS / 2] ?? Number.NaN, unit, limit },
    { what: `${what}, slowest`, value: times.at(-1) ?? Number.NaN, unit, limit },
  ];
}

/** Runs in the page: measures from the next Enter to the frame in which a row with this text appears. */
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

/** Scrolls through the whole month. */
export async function scrollTasks(browser: Browser, page: Page, rows: number): Promise<Figure[]> {
  await openMonth(page);
  return longTasks(browser, page, `while ${rows} rows are scrolled`, () =>
    page.evaluate(scrollThrough, [rows * 64, FLING] as const),
  );
}

/** Ratio of this machine's processor to that of a cheap phone. */
const SLOWDOWN = 4;

/** Types an expense on a slow processor. */
export async function typingTasks(browser: Browser, page: Page, rows: number): Promise<Figure[]> {
  await openMonth(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  const when = `while an expense is typed at ${rows} rows on a processor slowed ${SLOWDOWN} times`;
  const figures = await longTasks(browser, page, when, async () => {
    await page.locator(".quick-add [name=amount]").pressSequentially("12.50 + 3");
    await page.locator(".quick-add [name=description]").pressSequentially("Groceries for two");
  });
  await devtools.detach(); // Ends the slowdown, too.
  return figures;
}

async function openMonth(page: Page): Promise<void> {
  await page.reload({ waitUntil: "networkidle" });
  await page.locator(".row").first().waitFor();
}

/**
 * A long task keeps the page busy for over 50 ms. The time is processor time, from the browser's own trace: on an idle
 * machine it equals the elapsed time, on a busy one it still is this page's own.
 */
async function longTasks(
  browser: Browser,
  page: Page,
  when: string,
  act: () => Promise<void>,
): Promise<Figure[]> {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  await act();
  const trace = JSON.parse(String(await browser.stopTracing()));
  const tasks = mainThreadTasks(trace.traceEvents);
  return [
    {
      what: `Tasks over 50 ms ${when}`,
      value: tasks.filter((ms) => ms > 50).length,
      unit: `of ${tasks.length}`,
      limit: { exactly: 0 },
    },
    { what: "Longest of them", value: Math.max(...tasks), unit: "ms", limit: { atMost: 50 } },
  ];
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds. */
  tdur?: number;
}

/** Processor time in milliseconds of each task of the page's main thread: the one that calls functions. */
function mainThreadTasks(events: readonly TraceEvent[]): number[] {
  const page = events.find(({ name }) => name === "FunctionCall");
  if (!page) throw new Error("The browser's trace holds no function call of the page.");
  return events
    .filter(({ name, pid, tid }) => name.endsWith("RunTask") && pid === page.pid && tid === page.tid)
    .map(({ tdur = 0 }) => tdur / 1000);
}

/** Pixels per frame, about 18,000 a second: a hard fling. */
const FLING = 300;

/** Runs in the page: scrolls down until the given height is reached. */
async function scrollThrough([height, step]: readonly [number, number]): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (let top = 0; top < height && performance.now() < deadline; top += step) {
    scrollTo(0, top);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

const QUEUED = 100;

/** Adds expenses offline, kills the browser, starts it again online, and counts the stored expenses. */
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
    await page.getByText(`${QUEUED} not sent yet`).waitFor();
    await page.evaluate(lastWrite);
    await first.kill();

    const second = await startChrome(profile);
    const again = await reopen(second.browser, cloud);
    const stored = await whenSent(cloud, again);
    await second.kill();
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

/**
 * Waits in the page until the browser has the row whose entry shows already: 1 to 8 ms, in which a program can kill a browser,
 * and no person can.
 */
async function lastWrite(): Promise<void> {
  const done = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await done(indexedDB.open("expenses"));
  // A transaction on the same rows begins after those before it.
  await done(db.transaction("outbox").objectStore("outbox").count());
  db.close();
}

/** The stored ones, as soon as all are, or after a minute: then the figure says how many are missing. */
async function whenSent(cloud: BenchCloud, page: Page): Promise<string[]> {
  const end = Date.now() + 60_000;
  for (;;) {
    const stored = await storedLike(cloud, "Queued");
    if (stored.length >= QUEUED || Date.now() > end) return stored;
    await page.waitForTimeout(250);
  }
}

async function storedLike(cloud: BenchCloud, q: string): Promise<string[]> {
  const { expenses } = await (await cloud.api("GET", `/expenses?limit=500&q=${q}`)).json();
  return expenses.map(({ description }: { description: string }) => description);
}
