import type { Locator, Page } from "@playwright/test";
import { addMonths } from "../../domain/values/day";
import type { TestUser } from "../helpers/api";
import { expect, test } from "./fixtures";
import { expectKept } from "./kept";
import { goTo, openAddForm, openAs, quickAdd, rowOf, storedRow } from "./site";
import { log } from "./storedMonth";

test.use({ serviceWorkers: "allow" });

test.beforeEach(async ({ page, user }) => {
  await openAs(page, user);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
});

/** Screens by their addresses, each with a text or an element of what it read. */
const SCREENS: readonly (readonly [path: string, mark: string | ((page: Page) => Locator)])[] = [
  ["trash", "The trash is empty"],
  ["reports/trends", "$12.00"],
  ["reports/insights", "Rent"],
  ["reports", "Whole year"],
  ["budgets", "Meals"],
  ["receipts", "No receipts yet"],
  ["settings/activity", "Tea"],
  ["settings/ledgers", "Your own"],
  ["settings/recurring", "Insurance"],
  ["settings/recurring", "Your address was created on"],
  ["settings", (page) => page.getByRole("region", { name: "Two-factor sign-in" }).getByText("Off")],
];

/** Gives the screens something to show. */
async function fill({ api }: TestUser, month: string): Promise<void> {
  const budget = { name: "Meals", categories: ["Groceries"], amount: "60", currency: "USD", period: "month" };
  // Not yet due: the hourly job adds what is, and may run during the test.
  const schedule = { every: 1, unit: "months", start: `${addMonths(month, 1)}-05` };
  const answers = [
    await api("PUT", `/budgets/${"0".repeat(26)}`, { body: budget, headers: { "If-Match": '"0"' } }),
    await api("POST", "/recurring", { body: { description: "Insurance", amount: "20", schedule } }),
    await api("POST", "/calendar", { body: { amounts: false } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 201, 201]);
  for (const ago of [1, 2, 3, 4]) {
    const date = `${addMonths(month, -ago)}-05`;
    await api("POST", "/expenses", { body: { description: "Rent", amount: "900", category: "Home", date } });
  }
}

test("Without a network, the screens open that were read before", async ({ page, context, user, clock }) => {
  await fill(user, clock.month);
  await quickAdd(page, { amount: "12", description: "Tea" });
  await expect(storedRow(page, "Tea")).toBeVisible();
  const visit = async () => {
    for (const [path, mark] of SCREENS) {
      await page.goto(`#/${path}`);
      const shown = typeof mark === "string" ? page.locator("main").getByText(mark) : mark(page);
      await expect(shown.first()).toBeVisible();
    }
    await page.goto("#/");
    await rowOf(page, "Tea").locator(".row-open").click();
    await page.getByText("History", { exact: true }).click();
    await expect(page.locator(".history .item")).toHaveCount(1);
  };
  const alerts = page.getByRole("switch", { name: "Email alerts" });
  await visit();
  await page.goto("#/settings");
  await alerts.click();
  await expect(alerts).toBeChecked();
  await context.setOffline(true);
  await page.reload();
  await expect(alerts).toBeChecked();
  await visit();

  await context.setOffline(false);
  await page.goto("#/settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expectKept(page, { expenses: 0, unsent: 0 });
  await openAs(page, user);
  await context.setOffline(true);
  await page.goto("#/trash");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await page.goto("#/settings");
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  await expect(alerts).toHaveCount(0);
});

test("Without a network, a shared ledger shows its members and who is invited", async ({
  page,
  context,
  user,
}) => {
  const { body: ledger } = await user.api<{ id: string }>("POST", "/ledgers", { body: { name: "Home" } });
  const headers = { "Ledger-Id": ledger.id };
  await user.api("POST", "/ledger/invitations", { body: { role: "viewer" }, headers });
  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Open Home" }).click();
  await expect(page.getByRole("banner")).toContainText("Home");
  const look = async () => {
    await page.goto("/#/settings/ledgers");
    await expect(page.getByRole("region", { name: "Members" })).toContainText(user.email);
    const invitations = page.getByRole("region", { name: "Invitations" });
    await expect(invitations.getByRole("button", { name: "Revoke" })).toBeVisible();
  };
  await look();
  await context.setOffline(true);
  await page.reload();
  await look();
});

test("Without a network, the form proposes the category that the whole history has for a description", async ({
  page,
  context,
  user,
  clock,
}) => {
  const kiosk = { description: "Kiosk", amount: "3", category: "Leisure" };
  for (const ago of [2, 3, 4, 5]) await log(user, { ...kiosk, date: `${addMonths(clock.month, -ago)}-05` });
  const guess = async () => {
    await page.reload();
    const form = await openAddForm(page);
    await expect(async () => {
      await form.getByLabel("What for?").fill("");
      await form.getByLabel("What for?").fill("Kiosk");
      await expect(form.getByLabel("Category")).toHaveValue("Leisure", { timeout: 500 });
    }).toPass();
    await form.getByLabel("What for?").fill("");
  };
  await guess();
  await context.setOffline(true);
  await guess();
});

test("The trash shows what another device deleted when the user comes back to it, and keeps showing it without a network", async ({
  page,
  context,
  user,
  clock,
}) => {
  const body = { description: "Lamp", amount: "1.00", date: clock.today };
  const { body: lamp } = await user.api<{ expenseId: string }>("POST", "/expenses", { body });
  await goTo(page, "Trash");
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await user.api("DELETE", `/expenses/${lamp.expenseId}`);
  const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await comeBack();
  await expect(rowOf(page, "Lamp")).toBeVisible();
  await context.setOffline(true);
  const failed = page.waitForEvent("requestfailed");
  await comeBack();
  await failed;
  await expect(rowOf(page, "Lamp")).toBeVisible();
});
