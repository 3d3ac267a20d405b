import type { Page } from "@playwright/test";
import { addMonths } from "../../domain/values/day";
import type { TestUser } from "../helpers/api";
import { totpCode } from "../helpers/totp";
import { expect, test } from "./fixtures";

/** A place of the page, and how to get there from the one before: by addresses and marks that no language changes. */
type Stop = readonly [name: string, go: (page: Page) => Promise<void>];

const at = (path: string, mark = "h1"): Stop => [
  path || "month",
  async (page) => {
    await page.evaluate((to) => location.assign(to), `#/${path}`);
    await expect(page.locator(`main ${mark}`).first()).toBeVisible();
  },
];

const by = (name: string, act: (page: Page) => Promise<unknown>, mark: string): Stop => [
  name,
  async (page) => {
    await act(page);
    await expect(page.locator(mark).first()).toBeVisible();
  },
];

const click = (selector: string) => (page: Page) => page.locator(selector).first().click();
const clickLast = (selector: string) => (page: Page) => page.locator(selector).last().click();

/** Texts of users in letters that no text of the page has. */
const EXPENSES = [
  { description: "Ενοίκιο", amount: "1150", category: "Home", merchant: "Ιδιοκτήτης", notes: "Ισόγειο" },
  { description: "Ταβέρνα με την παρέα", amount: "46", category: "Eating out", tags: ["διακοπές"] },
  { description: "Μισθός", amount: "2400", category: "Other", kind: "income" },
  { description: "Παπούτσια", amount: "1234.56", currency: "EUR", category: "Δώρα" },
] as const;

const SUBSCRIPTION = { description: "Συνδρομή", category: "Leisure" };

/** Expenses that insights are drawn from: a subscription whose price changes today, and a market. */
function history(today: string): object[] {
  const day = (index: number, of: string) => `${addMonths(today.slice(0, 7), -index)}-${of}`;
  const same = today.slice(8) > "28" ? "28" : today.slice(8);
  return [0, 1, 2, 3, 4].flatMap((index) => [
    { ...SUBSCRIPTION, amount: index === 0 ? "14.99" : "12.99", date: day(index, same) },
    ...(index === 0 ? [] : ["05", "20"]).map((of) => ({
      ...{ description: "Αγορά", category: "Groceries", amount: `${40 + 7 * index}`, date: day(index, of) },
    })),
  ]);
}

/** Fills the ledger of a user with what each screen shows, and makes one that they share. */
export async function fillLedgers({ api }: TestUser, today: string): Promise<void> {
  const log = async (body: object) => {
    const { status, body: stored } = await api<{ expenseId: string }>("POST", "/expenses", { body });
    expect(status).toBe(201);
    return stored.expenseId;
  };
  for (const expense of history(today)) await log(expense);
  for (const expense of EXPENSES) await log({ ...expense, date: today });
  const deleted = await log({ description: "Εισιτήριο", amount: "9", category: "Transport", date: today });
  await api("DELETE", `/expenses/${deleted}`);
  const budget = { name: "Φαγητό", categories: ["Groceries", "Eating out"], amount: "60", currency: "USD" };
  const saved = await api("PUT", `/budgets/${"0".repeat(26)}`, {
    body: { ...budget, period: "month" },
    headers: { "If-Match": '"0"' },
  });
  expect(saved.status).toBe(200);
  const { status } = await api("POST", "/ledgers", { body: { name: "Σπίτι" } });
  expect(status).toBe(201);
}

const SIGNED_OUT: readonly Stop[] = [
  // The form of the page: the document's own, with the document's title, stands before it.
  by("sign-in", (page) => page.goto("/"), "main:not(.early) input[type=password]"),
  by(
    "sign-in-refused",
    async (page) => {
      await page.locator("input[type=email]").fill("nobody@example.com");
      await page.locator("input[type=password]").fill("Aa1!nobodynobody");
      await page.locator("form [type=submit]").click();
    },
    "[role=alert]",
  ),
  at("sign-up", "form"),
  at("forgot-password", "form"),
];

/** Signs in by the form, whatever its language. */
async function signInBy(page: Page, { email, password, appKey = "" }: TestUser): Promise<void> {
  await page.goto("/");
  await page.locator("input[type=email]").fill(email);
  await page.locator("input[type=password]").fill(password);
  await page.locator("form [type=submit]").click();
  await page.locator("input[inputmode=numeric]").fill(totpCode(appKey, 1));
  await page.locator("form [type=submit]").click();
  await expect(page.locator(".row").first()).toBeVisible();
}

const SIGNED_IN: readonly Stop[] = [
  at("", ".row"),
  by("insights", click(".insights summary"), ".u-over"),
  by("filters", click(".filters [aria-expanded]"), ".row"),
  by("edit", click(".row-open"), ".edit-row"),
  by(
    "edit-refused",
    async (page) => {
      await page.locator(".edit-row [name=amount]").fill("12.50.3");
      await page.locator(".edit-row [name=description]").fill("");
      await page.locator(".edit-row [type=submit]").click();
    },
    ".edit-row .problem",
  ),
  by(
    "add",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.locator(".tab-add").click();
    },
    "dialog[open] .keypad",
  ),
  by("add-refused", clickLast("dialog[open] [type=submit]"), "dialog[open] .problem"),
  by(
    "selection",
    async (page) => {
      await page.locator("dialog[open] .sheet-head button").click();
      await page.locator(".row input[type=checkbox]").first().check();
    },
    "[role=toolbar]",
  ),
  by(
    "deleted",
    async (page) => {
      await page.locator("[role=toolbar] .danger").click();
    },
    ".toast",
  ),
  by("picker", click(".month-name"), "dialog[open]"),
  by(
    "nothing",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.locator("input[type=search]").fill("τίποτα");
    },
    ".empty",
  ),
  at("all"),
  at("more"),
  at("reports"),
  at("reports/trends"),
  at("reports/insights", ".year-map"),
  by("insights-hidden", click(".findings .finding-actions button:last-child"), "main details.insight"),
  by("insights-found", click("main details.insight summary"), "main details.insight .finding"),
  by("insights-table", click("main [aria-pressed]"), ".year-months table"),
  at("budgets"),
  at("settings/recurring"),
  at("receipts"),
  at("trash", ".row"),
  at("settings"),
  at("settings/categories"),
  by("category", click("main .row-open"), "main form"),
  at("settings/activity"),
  at("settings/unsent"),
  at("settings/secondFactor"),
  at("settings/admin"),
  at("settings/ledgers"),
];

/** Goes to every screen, and looks at each. The user is an admin with a second factor. */
export async function walk(page: Page, user: TestUser, look: (name: string) => Promise<void>): Promise<void> {
  for (const [name, go] of SIGNED_OUT) {
    await test.step(name, async () => {
      await go(page);
      await look(name);
    });
  }
  await signInBy(page, user);
  for (const [name, go] of SIGNED_IN) {
    await test.step(name, async () => {
      await go(page);
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await look(name);
    });
  }
}
