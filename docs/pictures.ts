// `npm run docs:pictures`: takes the README's pictures of the page, with the data of a household. In the last third of a
// month there is most to see.
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { openSite } from "../bench/site/chrome";
import { type BenchCloud, startBenchCloud } from "../bench/site/cloud";
import { newExpenseId } from "../domain/expenses/expenseKeys";
import { addDays, addMonths } from "../domain/values/day";
import { LAUNCH } from "../test/helpers/browser";

const DESK = { viewport: { width: 1280, height: 880 }, deviceScaleFactor: 1.5 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const RECEIPT = { viewport: { width: 1200, height: 900 } };

/** Reading a receipt is real. */
const READING_MS = 180_000;

/** Expenses of every month that recur: day, description, amount, category. */
const FIXED = [
  [1, "Rent", "1150.00", "Home"],
  [2, "Broadband", "39.90", "Bills"],
  [5, "Monthly ticket", "49.00", "Transport"],
  [12, "Electricity", "61.35", "Bills"],
  [15, "Film streaming", "12.99", "Leisure"],
] as const;

/** The others, which are not the same in two months: day, descriptions in turn, amount, category. */
const VARYING = [
  [3, ["Market", "Farm shop"], 84, "Groceries"],
  [8, ["Dinner with Ada", "Pizza with Sam"], 46, "Eating out"],
  [10, ["Weekly shopping", "Weekly shopping"], 80, "Groceries"],
  [16, ["Bakery", "Coffee and cake"], 21, "Groceries"],
  [18, ["Weekly shopping", "Weekly shopping"], 92, "Groceries"],
  [20, ["Cinema", "Museum"], 24, "Leisure"],
  [21, ["Pharmacy", "Optician"], 18, "Health"],
  [23, ["Market", "Farm shop"], 67, "Groceries"],
] as const;

/** Days before today, and what was spent then besides. */
const LATELY = [
  [0, "Sandwich", "6.50", "Eating out"],
  [0, "Running shoes", "119.90", "Shopping"],
  [1, "Train to the sea", "58.40", "Travel"],
] as const;

const BUDGETS = [
  ["Groceries", "390", ["Groceries"]],
  ["Eating out", "120", ["Eating out"]],
  ["Everything", "2600", undefined],
] as const;

async function fill(cloud: BenchCloud, today: string): Promise<void> {
  const send = async (method: string, path: string, body: object, headers?: Record<string, string>) => {
    const { ok, status } = await cloud.api(method, path, body, headers);
    if (!ok) throw new Error(`${method} ${path} answered ${status}.`);
  };
  const log = (date: string, [description, amount, category]: readonly [string, string, string]) =>
    send("POST", "/expenses", { date, description, amount, category });
  for (const ago of [0, 1, 2, 3, 4, 5]) {
    const dayOf = (day: number) => `${addMonths(today.slice(0, 7), -ago)}-${String(day).padStart(2, "0")}`;
    for (const [day, description, amount, category] of FIXED) {
      const isDearer = ago === 0 && description === "Film streaming";
      if (dayOf(day) <= today) await log(dayOf(day), [description, isDearer ? "14.99" : amount, category]);
    }
    for (const [index, [day, descriptions, amount, category]] of VARYING.entries()) {
      const shift = (ago * (index + 2)) % 5;
      const date = dayOf(day + shift);
      if (date <= today)
        await log(date, [descriptions[ago % 2] ?? "", `${amount + 3 * shift}.${10 + 7 * index}`, category]);
    }
  }
  for (const [ago, ...expense] of LATELY) await log(addDays(today, -ago), expense);
  for (const [index, [name, amount, categories]] of BUDGETS.entries()) {
    const body = { name, amount, currency: "USD", period: "month", ...(categories && { categories }) };
    const id = newExpenseId(new Date(Date.now() + index));
    await send("PUT", `/budgets/${id}`, body, { "If-Match": '"0"' });
  }
  const addRule = (start: string, [description, amount, category]: readonly [string, string, string]) =>
    send("POST", "/recurring", {
      description,
      amount,
      category,
      schedule: { every: 1, unit: "months", start },
    });
  await addRule(addDays(today, 1), ["Music streaming", "9.99", "Leisure"]);
  for (const [day, ...expense] of FIXED) {
    await addRule(`${addMonths(today.slice(0, 7), 1)}-${String(day).padStart(2, "0")}`, expense);
  }
}

/** Opens a page and signs in, in a browser that has seen the ledger before: all of a month is in its place. */
async function open(browser: Browser, cloud: BenchCloud, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...options, locale: "en-US", colorScheme: "light" });
  const page = await openSite(context, cloud);
  await page.getByText("All insights").waitFor();
  await page.locator(".upcoming").waitFor();
  await page.reload();
  await page.getByText("All insights").waitFor();
  await page.locator(".upcoming").waitFor();
  await page.locator(".budget-strip").waitFor();
  return page;
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(__dirname, "images", `${name}.png`), animations: "disabled" });
  await page.context().close();
}

async function main(): Promise<void> {
  const cloud = await startBenchCloud();
  const browser = await chromium.launch(LAUNCH());
  try {
    await fill(cloud, new Date().toISOString().slice(0, 10));
    await take(await open(browser, cloud, DESK), "month-desk");
    await take(await open(browser, cloud, PHONE), "month-phone");
    const page = await open(browser, cloud, RECEIPT);
    await page.goto(`${cloud.siteUrl}/#/receipts`);
    await page.locator("input[type=file][multiple]").setInputFiles(join(__dirname, "receipt.jpg"));
    await page.getByRole("link", { name: /^Confirm: / }).click({ timeout: READING_MS });
    await page.getByRole("button", { name: "Use $58.65" }).waitFor();
    await take(page, "receipt-desk");
  } finally {
    await browser.close();
    await cloud.stop();
  }
}

void main();
